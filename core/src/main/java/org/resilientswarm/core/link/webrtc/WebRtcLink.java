package org.resilientswarm.core.link.webrtc;

import dev.onvoid.webrtc.RTCDataChannelState;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
final class WebRtcLink {
    private static final Logger LOG = LoggerFactory.getLogger(WebRtcLink.class);

    /// An attempt that the far side never answers ends after this.
    static final long OPEN_WITHIN_SECONDS = 30;

    /// A connection without a sign of life is given up after this, like a peer that is silent.
    static final long SILENCE_SECONDS = 15;

    /// What was sent gets this long to go out when a link is closed.
    static final long FLUSH_MILLIS = 500;

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
    private final SendQueue queue = new SendQueue();
    private final LinkObserver observer = new LinkObserver(this);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /// Whether a task that sends waits already.
    private final AtomicBoolean sending = new AtomicBoolean();

    /// Whether messages are taken; written on the executor.
    private volatile boolean taking;

    // From here on for the executor only.
    private final LocalCandidates localCandidates;
    private final RemoteCandidates remoteCandidates;
    private State state = State.CONNECTING;
    private boolean anyAddress;
    private boolean askingSoon;
    private boolean askingLater;
    private boolean answered;

    /// Counts the changes between heard and not heard.
    private int silences;

    private @Nullable ScheduledFuture<?> openLimit;
    private @Nullable RTCPeerConnection connection;
    private @Nullable LinkChannels channels;

    WebRtcLink(long number, WebRtcRuntime runtime, WebRtcOptions options, InputGate gate) {
        this.number = number;
        this.runtime = runtime;
        this.options = options;
        this.gate = gate;
        executor = new SerialExecutor(runtime.pool());
        localCandidates =
                new LocalCandidates(number, gate, this::after, !options.iceServers().isEmpty());
        remoteCandidates = new RemoteCandidates(number, options.loopbackOnly());
    }

    /// Completes after `Closed` was said and everything given back.
    CompletableFuture<Void> ended() {
        return ended;
    }

    long bufferedBytes() {
        return queue.bufferedBytes();
    }

    // Setting up

    void offer() {
        run(
                () -> {
                    answered = false;
                    RTCPeerConnection made = begin();
                    if (made != null) {
                        Descriptions.createOffer(made, this::setLocal, this::failed);
                    }
                });
    }

    void accept(Description offer) {
        run(
                () -> {
                    answered = true;
                    RTCPeerConnection made = understood(offer) ? begin() : null;
                    if (made != null) {
                        remoteCandidates.add(offer.candidates());
                        setRemote(made, RTCSdpType.OFFER, offer.sdp());
                    }
                });
    }

    void complete(Description answer) {
        run(
                () -> {
                    if (answered || connection == null || !understood(answer)) {
                        return;
                    }
                    answered = true;
                    remoteCandidates.add(answer.candidates());
                    setRemote(connection, RTCSdpType.ANSWER, answer.sdp());
                });
    }

    void addCandidates(List<Candidate> candidates) {
        run(() -> remoteCandidates.add(candidates));
    }

    private @Nullable RTCPeerConnection begin() {
        try {
            anyAddress = options.loopbackOnly() || !runtime.hasNetwork();
            connection = RefusedException.orResult(this::connect);
            channels = new LinkChannels(this, connection);
            openLimit = schedule(OPEN_WITHIN_SECONDS, TimeUnit.SECONDS, this::openedTooLate);
            return connection;
        } catch (RefusedException e) {
            LOG.warn("event=link_refused link={} reason=\"{}\"", number, e.getMessage());
            end("this machine cannot make a connection: " + e.getMessage());
            return null;
        }
    }

    private RTCPeerConnection connect() {
        return runtime.factory()
                .createPeerConnection(options.toConfiguration(anyAddress), observer);
    }

    private boolean understood(Description description) {
        boolean understood = Descriptions.onlyData(description.sdp());
        if (!understood) {
            end("the far side's description is not one of data channels");
        }
        return understood;
    }

    private void setRemote(RTCPeerConnection made, RTCSdpType type, String sdp) {
        var description = new RTCSessionDescription(type, Descriptions.withoutCandidates(sdp));
        try {
            Descriptions.setRemote(made, description, () -> remoteSet(made, type), this::failed);
        } catch (RefusedException e) {
            end("the far side's description is not understood: " + e.getMessage());
        }
    }

    private void remoteSet(RTCPeerConnection made, RTCSdpType type) {
        run(
                () -> {
                    remoteCandidates.ready(made);
                    if (type == RTCSdpType.OFFER) {
                        Descriptions.createAnswer(made, this::setLocal, this::failed);
                    }
                });
    }

    private void setLocal(RTCSessionDescription description) {
        run(
                () -> {
                    if (connection != null) {
                        Descriptions.setLocal(
                                connection,
                                description,
                                () -> run(() -> localSet(description.sdp)),
                                this::failed);
                    }
                });
    }

    private void localSet(String sdp) {
        localCandidates.described(sdp);
        if (anyAddress && channels != null) {
            channels.waitForNetworkThread();
            findLoopback();
        }
    }

    private void findLoopback() {
        if (connection != null) {
            connection.getStats(report -> run(() -> foundLoopback(LoopbackCandidates.in(report))));
        }
    }

    private void foundLoopback(List<Candidate> found) {
        if (found.isEmpty()) {
            after(LoopbackCandidates.AGAIN_MILLIS, TimeUnit.MILLISECONDS, this::findLoopback);
        } else {
            found.forEach(localCandidates::add);
            localCandidates.complete();
        }
    }

    private void openedTooLate() {
        end("the far side did not come within " + OPEN_WITHIN_SECONDS + " s");
    }

    // Callbacks

    private void failed(String error) {
        run(() -> end("the descriptions do not fit: " + error));
    }

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
                    if (!anyAddress) {
                        localCandidates.complete();
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
                    opened();
                }
            }
            case CLOSING, CLOSED -> {
                if (state != State.CLOSING) {
                    end("closed by the far side");
                } else if (channel == Channel.DATA && now == RTCDataChannelState.CLOSED) {
                    end(CLOSED_HERE);
                }
            }
        }
    }

    private void opened() {
        state = State.OPEN;
        cancelOpenLimit();
        taking = true;
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

    // Sending

    void send(Channel channel, byte[] message) {
        if (!taking) {
            return;
        }
        if (!queue.add(channel, message)) {
            run(() -> end("more than " + (SendQueue.QUEUE_LIMIT >> 20) + " MiB wait to be sent"));
        } else if (sending.compareAndSet(false, true)) {
            run(this::sendMore);
        }
    }

    private void sendMore() {
        sending.set(false);
        if (channels == null || state == State.CONNECTING) {
            return;
        }
        try {
            queue.sendTo(channels);
        } catch (RefusedException e) {
            end(
                    channels.open()
                            ? "a message could not be sent: " + e.getMessage()
                            : "closed by the far side");
            return;
        }
        if (queue.drained()) {
            gate.post(new LinkInput.Drained(number));
        }
        if (state == State.CLOSING && queue.handedOver()) {
            channels.closeData();
        }
        askLater();
    }

    /// libwebrtc has no event for what went out.
    private void askLater() {
        if (queue.full() && !askingSoon) {
            askingSoon = true;
            after(SendQueue.ASK_SOON_MILLIS, TimeUnit.MILLISECONDS, () -> ask(true));
        } else if (!queue.full() && !queue.empty() && !askingLater) {
            askingLater = true;
            after(SendQueue.ASK_LATER_MILLIS, TimeUnit.MILLISECONDS, () -> ask(false));
        }
    }

    private void ask(boolean soon) {
        if (soon) {
            askingSoon = false;
        } else {
            askingLater = false;
        }
        if (channels != null) {
            queue.inChannel(channels.bufferedBytes());
            sendMore();
        }
    }

    // Ending

    void close() {
        run(
                () -> {
                    taking = false;
                    if (state == State.CONNECTING) {
                        end(CLOSED_HERE);
                    } else if (state == State.OPEN) {
                        state = State.CLOSING;
                        after(FLUSH_MILLIS, TimeUnit.MILLISECONDS, () -> end(CLOSED_HERE));
                        sendMore();
                    }
                });
    }

    /// Gives everything back, in the one order that libwebrtc survives: no more callbacks, then the
    /// connection, then the channels.
    private void end(String reason) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        taking = false;
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

    private void after(long delay, TimeUnit unit, Runnable task) {
        var _ = schedule(delay, unit, task);
    }

    private ScheduledFuture<?> schedule(long delay, TimeUnit unit, Runnable task) {
        return runtime.timer().schedule(() -> run(task), delay, unit);
    }

    /// Runs a step on the link's executor unless the link has ended. What a step throws is a
    /// mistake of this program: it ends the link and reaches the handler for stray exceptions.
    private void run(Runnable step) {
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
