package org.resilientswarm.core.link.webrtc;

import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelBuffer;
import dev.onvoid.webrtc.RTCDataChannelInit;
import dev.onvoid.webrtc.RTCDataChannelObserver;
import dev.onvoid.webrtc.RTCDataChannelState;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.wire.Candidate;

/// One end of a connection of plain webrtc-java with one channel, with as little of our own as can
/// be: the limit that links and sessions are held against.
public final class BareSide implements AutoCloseable {
    private final RTCPeerConnection connection;
    private final RTCDataChannel channel;
    private final CountDownLatch open = new CountDownLatch(1);
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private volatile Consumer<byte[]> listener = message -> {};

    /// @param runtime makes the connection
    public BareSide(WebRtcRuntime runtime) {
        connection =
                runtime.factory()
                        .createPeerConnection(
                                WebRtcOptions.loopback().toConfiguration(true), new Ignoring());
        var init = new RTCDataChannelInit();
        init.negotiated = true;
        init.id = 0;
        channel = connection.createDataChannel("data", init);
        channel.registerObserver(new Observer());
    }

    /// Makes an offer.
    public String offer() throws Exception {
        var offer = new CompletableFuture<RTCSessionDescription>();
        Descriptions.createOffer(connection, offer::complete, failing(offer));
        set(offer.get(), true);
        return offer.get().sdp;
    }

    /// Makes an answer.
    public String answer(String offer) throws Exception {
        set(new RTCSessionDescription(RTCSdpType.OFFER, offer), false);
        var answer = new CompletableFuture<RTCSessionDescription>();
        Descriptions.createAnswer(connection, answer::complete, failing(answer));
        set(answer.get(), true);
        return answer.get().sdp;
    }

    /// Takes the answer.
    public void complete(String answer) throws Exception {
        set(new RTCSessionDescription(RTCSdpType.ANSWER, answer), false);
    }

    private void set(RTCSessionDescription description, boolean local) throws Exception {
        var done = new CompletableFuture<@Nullable Void>();
        if (local) {
            Descriptions.setLocal(
                    connection, description, () -> done.complete(null), failing(done));
        } else {
            Descriptions.setRemote(
                    connection, description, () -> done.complete(null), failing(done));
        }
        done.get();
    }

    /// The addresses found by now.
    public List<Candidate> candidates() throws Exception {
        var found = new CompletableFuture<List<Candidate>>();
        connection.getStats(report -> found.complete(LoopbackCandidates.in(report)));
        return found.get();
    }

    /// Takes the other end's addresses.
    public void add(List<Candidate> candidates) {
        for (Candidate candidate : candidates) {
            connection.addIceCandidate(
                    new RTCIceCandidate(
                            candidate.sdpMid(), candidate.sdpMLineIndex(), candidate.sdp()));
        }
    }

    /// Counted down when the channel is open.
    public CountDownLatch open() {
        return open;
    }

    /// Hears every message, on a native thread.
    public void listen(Consumer<byte[]> newListener) {
        listener = newListener;
    }

    /// Runs a task outside the native threads.
    public void later(Runnable task) {
        executor.execute(task);
    }

    /// Sends a message.
    public void send(byte[] message) {
        try {
            channel.send(new RTCDataChannelBuffer(ByteBuffer.wrap(message), true));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Consumer<String> failing(CompletableFuture<?> future) {
        return error -> future.completeExceptionally(new IllegalStateException(error));
    }

    @Override
    public void close() {
        channel.unregisterObserver();
        connection.close();
        executor.close();
        channel.dispose();
    }

    private static final class Ignoring implements PeerConnectionObserver {
        @Override
        public void onIceCandidate(RTCIceCandidate candidate) {}
    }

    private final class Observer implements RTCDataChannelObserver {
        @Override
        public void onBufferedAmountChange(long amount) {}

        @Override
        public void onStateChange() {
            executor.execute(
                    () -> {
                        if (channel.getState() == RTCDataChannelState.OPEN) {
                            open.countDown();
                        }
                    });
        }

        @Override
        public void onMessage(RTCDataChannelBuffer buffer) {
            byte[] message = new byte[buffer.data.remaining()];
            buffer.data.get(message);
            listener.accept(message);
        }
    }
}
