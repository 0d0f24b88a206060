package org.resilientswarm.core.link.webrtc;

import dev.onvoid.webrtc.RTCDataChannelState;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.link.Channel;
import org.resilientswarm.core.link.LinkInput;
import org.resilientswarm.core.link.Transport;
import org.resilientswarm.core.wire.Candidate;
import org.resilientswarm.core.wire.Description;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection from its first offer to its end.
///
/// Methods may be called on any thread, libwebrtc's included; they only add a task to the link's
/// executor, where all state lives and every native call is made. What is received goes straight to
/// the gate.
final class WebRtcLink implements LinkWork {
    private static final Logger LOG = LoggerFactory.getLogger(WebRtcLink.class);

    /// An attempt that the far side never answers ends after this.
    static final long OPEN_WITHIN_SECONDS = 30;

    /// A connection without a sign of life is given up after this, like a peer that is silent.
    static final long SILENCE_SECONDS = 15;

    /// When a link is closed, what was sent gets this long to go out ...
    static final long FLUSH_MILLIS = 500;

    /// ... and again while it does, so many times.
    static final int MAX_FLUSHES = 4;

    static final String CLOSED_THERE = "closed by the far side";
    private static final String CLOSED_HERE = "closed by this side";

    /// Where a link is in its life: it goes down this list only and may leave out what is between.
    private enum State {
        /// From the offer on.
        CONNECTING,
        /// Both channels are open.
        OPEN,
        /// Closed by this side; what was sent goes out.
        CLOSING,
        /// Everything was given back.
        CLOSED
    }

    private final long number;
    private final WebRtcRuntime runtime;
    private final WebRtcOptions options;
    private final InputGate gate;
    private final SerialExecutor executor;
    private final LinkSender sender;
    private final LinkObserver observer = new LinkObserver(this);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    // From here on for the executor only.
    private final LocalCandidates localCandidates;
    private final RemoteCandidates remoteCandidates;
    private State state = State.CONNECTING;

    /// Counts the changes between heard and not heard.
    private int silences;

    private @Nullable ScheduledFuture<?> openLimit;
    private @Nullable RTCPeerConnection connection;
    private @Nullable LinkChannels channels;
    private @Nullable Negotiation negotiation;

    WebRtcLink(long number, WebRtcRuntime runtime, WebRtcOptions options, InputGate gate) {
        this.number = number;
        this.runtime = runtime;
        this.options = options;
        this.gate = gate;
        executor = new SerialExecutor(runtime.pool());
        sender = new LinkSender(this, () -> gate.post(new LinkInput.Drained(number)));
        boolean serversAsked = !options.loopbackOnly() && !options.iceServers().isEmpty();
        localCandidates = new LocalCandidates(number, gate, this, serversAsked);
        remoteCandidates = new RemoteCandidates(number, options.loopbackOnly());
    }

    /// Completes after `Closed` was said and everything given back.
    CompletableFuture<Void> ended() {
        return ended;
    }

    // What the engine asks for

    void offer() {
        begin(Negotiation::offer);
    }

    void accept(Description offer) {
        begin(begun -> begun.accept(offer));
    }

    void complete(Description answer) {
        run(
                () -> {
                    if (negotiation != null) {
                        negotiation.complete(answer);
                    }
                });
    }

    void addCandidates(List<Candidate> candidates) {
        run(() -> remoteCandidates.add(candidates));
    }

    void send(Channel channel, byte[] message) {
        sender.send(channel, message);
    }

    long bufferedBytes() {
        return sender.bufferedBytes();
    }

    boolean congested() {
        return sender.congested();
    }

    void close() {
        run(
                () -> {
                    if (state == State.CONNECTING) {
                        end(CLOSED_HERE);
                    } else if (state == State.OPEN) {
                        state = State.CLOSING;
                        sender.closeBehind();
                        endSoon(MAX_FLUSHES);
                    }
                });
    }

    /// Ends when the far side does not, but not while what was sent still goes out.
    private void endSoon(int more) {
        long waiting = sender.bufferedBytes();
        after(
                FLUSH_MILLIS,
                TimeUnit.MILLISECONDS,
                () -> {
                    if (more > 1 && sender.bufferedBytes() < waiting) {
                        endSoon(more - 1);
                    } else {
                        end(CLOSED_HERE);
                    }
                });
    }

    private void begin(Consumer<Negotiation> first) {
        run(
                () -> {
                    try {
                        first.accept(connect());
                    } catch (RefusedException e) {
                        LOG.warn(
                                "event=link_refused link={} reason=\"{}\"", number, e.getMessage());
                        end("this machine cannot make a connection: " + e.getMessage());
                    }
                });
    }

    private Negotiation connect() throws RefusedException {
        boolean anyAddress = options.loopbackOnly() || !runtime.hasNetwork();
        RTCPeerConnection made =
                RefusedException.orResult(
                        () ->
                                runtime.factory()
                                        .createPeerConnection(
                                                options.toConfiguration(anyAddress), observer));
        connection = made;
        var both = RefusedException.orResult(() -> new LinkChannels(this, made));
        channels = both;
        openLimit = schedule(OPEN_WITHIN_SECONDS, TimeUnit.SECONDS, this::openedTooLate);
        var begun =
                new Negotiation(made, both, localCandidates, remoteCandidates, anyAddress, this);
        negotiation = begun;
        return begun;
    }

    private void openedTooLate() {
        end("the far side did not come within " + OPEN_WITHIN_SECONDS + " s");
    }

    // What libwebrtc tells

    void candidateFound(Candidate candidate) {
        run(
                () -> {
                    if (!options.loopbackOnly()) {
                        localCandidates.add(candidate);
                    }
                });
    }

    void gatheringCompleted() {
        run(
                () -> {
                    if (negotiation != null) {
                        negotiation.gatheringCompleted();
                    }
                });
    }

    void connectionChanged(RTCPeerConnectionState now) {
        run(
                () -> {
                    silences++;
                    if (now == RTCPeerConnectionState.FAILED) {
                        end(
                                state == State.CONNECTING
                                        ? "no way to the far side was found"
                                        : "the way to the far side broke");
                    } else if (now == RTCPeerConnectionState.DISCONNECTED) {
                        int silence = silences;
                        after(SILENCE_SECONDS, TimeUnit.SECONDS, () -> stillSilent(silence));
                    }
                });
    }

    private void stillSilent(int silence) {
        if (silence == silences) {
            end("the far side was not heard for " + SILENCE_SECONDS + " s");
        }
    }

    void channelChanged(Channel channel) {
        run(
                () -> {
                    if (channels != null) {
                        channelIs(channel, channels.state(channel), channels);
                    }
                });
    }

    private void channelIs(Channel channel, RTCDataChannelState now, LinkChannels both) {
        switch (now) {
            case CONNECTING -> {}
            case OPEN -> {
                if (state == State.CONNECTING && both.open()) {
                    opened(both);
                }
            }
            case CLOSING, CLOSED -> {
                if (state != State.CLOSING) {
                    end(CLOSED_THERE);
                } else if (channel == Channel.DATA && now == RTCDataChannelState.CLOSED) {
                    end(CLOSED_HERE);
                }
            }
        }
    }

    private void opened(LinkChannels both) {
        state = State.OPEN;
        cancelOpenLimit();
        sender.open(both);
        gate.opened();
    }

    /// Called on a native thread. `message` belongs to this link.
    void received(Channel channel, byte[] message) {
        if (message.length > Transport.MAX_MESSAGE_BYTES) {
            run(() -> end("the far side sent a message of " + message.length + " bytes"));
        } else if (message.length > 0) {
            deliver(channel, message);
        }
    }

    private void deliver(Channel channel, byte[] message) {
        try {
            gate.received(channel, message);
        } catch (RuntimeException | Error e) {
            run(
                    () -> {
                        throw e;
                    });
        }
    }

    // Ending

    /// Gives everything back, in the one order that libwebrtc survives: no more callbacks, then the
    /// connection, then the channels.
    @Override
    public void end(String reason) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        sender.stop();
        cancelOpenLimit();
        observer.detach();
        if (channels != null) {
            giveBack(channels::detach);
        }
        giveBack(this::closeConnection);
        LOG.debug("event=link_ended link={} reason=\"{}\"", number, reason);
        gate.closed(reason);
        ended.complete(null);
    }

    private void closeConnection() {
        LinkChannels made = channels;
        if (connection != null) {
            runtime.close(connection, made == null ? () -> {} : made::dispose);
        }
    }

    /// webrtc-java throws an [Error] when libwebrtc still uses what is given back; libwebrtc frees
    /// it then, and the next step must follow all the same.
    private void giveBack(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("event=link_not_given_back link={} reason=\"{}\"", number, e.getMessage());
        }
    }

    private void cancelOpenLimit() {
        if (openLimit != null) {
            openLimit.cancel(false);
        }
    }

    @Override
    public void after(long delay, TimeUnit unit, Runnable task) {
        var _ = schedule(delay, unit, task);
    }

    private ScheduledFuture<?> schedule(long delay, TimeUnit unit, Runnable task) {
        return runtime.timer().schedule(() -> run(task), delay, unit);
    }

    @Override
    public void run(Runnable step) {
        try {
            executor.execute(() -> runUnlessClosed(step));
        } catch (RejectedExecutionException e) {
            // The runtime has ended, and with it every link. The news of a native thread must not
            // throw: webrtc-java would end the process.
            LOG.debug("event=link_news_late link={}", number);
        }
    }

    private void runUnlessClosed(Runnable step) {
        if (state == State.CLOSED) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            end("a mistake in this program: " + e);
            throw e;
        }
    }
}
