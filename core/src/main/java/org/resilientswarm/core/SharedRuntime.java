package org.resilientswarm.core;

import java.net.http.HttpClient;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.link.webrtc.WebRtcRuntime;
import org.resilientswarm.core.time.SwarmThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What all nodes of one process share, because each costs a fifth of a second and several threads:
/// libwebrtc and the HTTP client. Made with the first node, given back with the last.
final class SharedRuntime {
    private static final Logger LOG = LoggerFactory.getLogger(SharedRuntime.class);

    /// The one in use; guarded by the class.
    private static @Nullable SharedRuntime current;

    private final WebRtcRuntime webRtc;
    private final HttpClient http;
    private final ExecutorService io;
    private int users;

    private SharedRuntime() {
        var threads =
                new SwarmThreads(
                        (thread, thrown) ->
                                LOG.error(
                                        "event=stray_exception thread={}",
                                        thread.getName(),
                                        thrown));
        webRtc = WebRtcRuntime.start(threads);
        io = threads.virtual("swarm-io");
        http = HttpClient.newBuilder().executor(io).build();
    }

    static synchronized SharedRuntime acquire() {
        SharedRuntime shared = current;
        if (shared == null) {
            shared = new SharedRuntime();
            current = shared;
        }
        shared.users++;
        return shared;
    }

    WebRtcRuntime webRtc() {
        return webRtc;
    }

    /// A virtual thread for each task that blocks.
    Executor io() {
        return io;
    }

    HttpClient http() {
        return http;
    }

    void release() {
        synchronized (SharedRuntime.class) {
            if (--users > 0) {
                return;
            }
            current = null;
        }
        webRtc.close();
        http.shutdownNow();
        io.shutdown();
    }
}
