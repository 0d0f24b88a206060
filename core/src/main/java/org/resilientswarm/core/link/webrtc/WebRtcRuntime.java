package org.resilientswarm.core.link.webrtc;

import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.media.audio.HeadlessAudioDeviceModule;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.time.SwarmThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// libwebrtc in this process: its factory, and the threads on which it is called.
///
/// One is shared by all transports of a process, because a factory costs three native threads and
/// most of a start. It begins in the background; links that are asked for meanwhile wait for it.
/// Transports and links hold it, and the factory is given back after the last of them.
public final class WebRtcRuntime implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebRtcRuntime.class);

    /// Native calls wait for one signalling and one network thread; more callers would only queue.
    private static final int CALLERS = 4;

    private static final long NETWORK_CHECK_SECONDS = 5;

    private final ExecutorService pool;
    private final ScheduledExecutorService timer;
    private final CompletableFuture<Factory> factory = new CompletableFuture<>();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    private final Optional<ConnectionRelease> release = ConnectionRelease.find();
    private final AtomicBoolean closed = new AtomicBoolean();

    /// Who keeps the factory alive: the opener, each transport, each link. Guarded by this.
    private int holds = 1;

    /// What was seen when the networks were last looked at; null when that is too long ago.
    private volatile @Nullable Boolean networkPresent;

    private record Factory(PeerConnectionFactory connections, HeadlessAudioDeviceModule audio) {}

    private WebRtcRuntime(SwarmThreads threads) {
        pool = threads.pool("swarm-webrtc", CALLERS);
        timer = threads.timed("swarm-webrtc-timer");
    }

    /// Starts libwebrtc in the background and warms it up.
    ///
    /// @param threads makes the threads
    public static WebRtcRuntime start(SwarmThreads threads) {
        var runtime = new WebRtcRuntime(threads);
        runtime.pool.execute(runtime::createFactory);
        WarmUp.run(runtime);
        return runtime;
    }

    private void createFactory() {
        try {
            // The default module needs a sound system and aborts the process without one.
            var audio = new HeadlessAudioDeviceModule();
            factory.complete(new Factory(new PeerConnectionFactory(audio), audio));
        } catch (RuntimeException | LinkageError e) {
            LOG.error("event=webrtc_unavailable reason=\"{}\"", e.getMessage());
            factory.completeExceptionally(
                    new IllegalStateException("WebRTC does not start here: " + e.getMessage(), e));
        }
    }

    /// Waits for the factory. Never on a caller's or a native thread.
    ///
    /// @throws IllegalStateException with a reason when libwebrtc does not run here
    PeerConnectionFactory factory() {
        try {
            return factory.join().connections();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IllegalStateException reason) {
                throw new IllegalStateException(reason.getMessage(), reason);
            }
            throw e;
        }
    }

    /// Closes a connection and gives back all of it. `channels` are disposed of in between.
    void close(RTCPeerConnection connection, Runnable channels) {
        long handle = release.map(found -> found.handleOf(connection)).orElse(0L);
        connection.close();
        channels.run();
        release.ifPresent(found -> found.drop(handle));
    }

    /// Completes once links can be made at their usual speed, or exceptionally when they never can.
    CompletableFuture<?> ready() {
        return factory;
    }

    Executor pool() {
        return pool;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    /// Whether this machine has any network but loopback. Takes a while on some systems, so it is
    /// remembered for some seconds.
    boolean hasNetwork() {
        Boolean known = networkPresent;
        if (known == null) {
            known = lookForNetwork();
            networkPresent = known;
            var _ =
                    timer.schedule(
                            () -> networkPresent = null, NETWORK_CHECK_SECONDS, TimeUnit.SECONDS);
        }
        return known;
    }

    private static boolean lookForNetwork() {
        try {
            return NetworkInterface.networkInterfaces().anyMatch(WebRtcRuntime::usable);
        } catch (SocketException e) {
            LOG.warn("event=networks_unknown reason=\"{}\"", e.getMessage());
            return true;
        }
    }

    private static boolean usable(NetworkInterface network) {
        try {
            return network.isUp()
                    && !network.isLoopback()
                    && network.inetAddresses().findAny().isPresent();
        } catch (SocketException e) {
            LOG.debug(
                    "event=network_gone name={} reason=\"{}\"", network.getName(), e.getMessage());
            return false;
        }
    }

    /// Keeps the factory until [#release()].
    ///
    /// @throws IllegalStateException when everything was given back already
    synchronized void hold() {
        if (holds == 0) {
            throw new IllegalStateException("the WebRTC runtime is closed");
        }
        holds++;
    }

    void release() {
        if (lastHold()) {
            pool.execute(this::end);
        }
    }

    private synchronized boolean lastHold() {
        holds--;
        return holds == 0;
    }

    private void end() {
        try {
            if (factory.isDone() && !factory.isCompletedExceptionally()) {
                Factory made = factory.join();
                made.connections().dispose();
                made.audio().dispose();
            }
        } finally {
            timer.shutdownNow();
            pool.shutdown();
            ended.complete(true);
        }
    }

    /// Gives libwebrtc back, after the last transport: close those first. Waits for that, for two
    /// seconds at most.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release();
        }
        try {
            ended.get(2, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("event=webrtc_still_in_use");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
