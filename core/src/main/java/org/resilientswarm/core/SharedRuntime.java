package org.resilientswarm.core;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.link.webrtc.WebRtcRuntime;
import org.resilientswarm.core.simulation.SimulatedNode;
import org.resilientswarm.core.simulation.Simulation;
import org.resilientswarm.core.time.SwarmThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What all nodes of one process share, because each takes long to make and has several threads:
/// libwebrtc, made with the first node, and the HTTP client, made with the first that needs it.
/// Given back with the last.
final class SharedRuntime {
    private static final Logger LOG = LoggerFactory.getLogger(SharedRuntime.class);

    private static final Duration REHEARSAL_TIME = Duration.ofSeconds(5);

    /// Whoever waits longer for libwebrtc than this may begin without it.
    private static final long READY_SECONDS = 3;

    /// The one in use; guarded by the class.
    private static @Nullable SharedRuntime current;

    private final WebRtcRuntime webRtc;
    private final ExecutorService io;
    private final CompletableFuture<Void> rehearsal;

    /// Guarded by this; null as long as no node needed it.
    private @Nullable CompletableFuture<HttpClient> http;

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
        rehearsal = CompletableFuture.runAsync(SharedRuntime::rehearse, io);
    }

    /// Lets a swarm meet in virtual time, so that the first real one finds the engine loaded and
    /// compiled.
    private static void rehearse() {
        var simulation = new Simulation(1);
        List<SimulatedNode> nodes = simulation.add(3);
        simulation.call(nodes.get(0), nodes.get(1));
        simulation.call(nodes.get(2), nodes.get(0));
        simulation.run(REHEARSAL_TIME, simulation::fullMesh);
    }

    /// Waits until calls take their usual time; most of it the first time that a process opens a
    /// node.
    void awaitReady() {
        try {
            var all = Stream.concat(Stream.of(webRtc.ready(), rehearsal), httpIfMade());
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                    .get(READY_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("event=not_ready_yet reason=\"{}\"", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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

    /// What connects with exchanges; made in the background when it is asked for first.
    synchronized CompletableFuture<HttpClient> http() {
        CompletableFuture<HttpClient> made = http;
        if (made == null) {
            // It has many classes, whose loading takes long.
            made =
                    CompletableFuture.supplyAsync(
                            () ->
                                    HttpClient.newBuilder()
                                            .sslContext(new LateTls())
                                            .executor(io)
                                            .build(),
                            io);
            http = made;
        }
        return made;
    }

    private synchronized Stream<CompletableFuture<HttpClient>> httpIfMade() {
        return Stream.ofNullable(http);
    }

    void release() {
        synchronized (SharedRuntime.class) {
            if (--users > 0) {
                return;
            }
            current = null;
        }
        webRtc.close();
        httpIfMade().forEach(made -> made.thenAccept(HttpClient::shutdownNow));
        io.shutdown();
    }
}
