package org.resilientswarm.core.link.webrtc;

import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelBuffer;
import dev.onvoid.webrtc.RTCDataChannelInit;
import dev.onvoid.webrtc.RTCDataChannelObserver;
import dev.onvoid.webrtc.RTCDataChannelState;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCSessionDescription;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.wire.Candidate;

/// Two connections of plain webrtc-java with one channel, with as little of our own as can be: the
/// limit that links are held against.
final class BareChannels implements AutoCloseable {
    private final RTCPeerConnection[] connections = new RTCPeerConnection[2];
    private final RTCDataChannel[] channels = new RTCDataChannel[2];
    private final CountDownLatch open = new CountDownLatch(2);
    private final ExecutorService echoes = Executors.newSingleThreadExecutor();
    private volatile Consumer<byte[]> atFirst = message -> {};
    private volatile Consumer<byte[]> atSecond = message -> {};

    BareChannels(WebRtcRuntime runtime) throws Exception {
        var configuration = WebRtcOptions.loopback().toConfiguration(true);
        for (int side = 0; side < 2; side++) {
            connections[side] =
                    runtime.factory().createPeerConnection(configuration, new Ignoring());
            channels[side] = channel(side);
        }
        var offer = new CompletableFuture<RTCSessionDescription>();
        Descriptions.createOffer(connections[0], offer::complete, failing(offer));
        set(0, offer.get(), true);
        set(1, offer.get(), false);
        var answer = new CompletableFuture<RTCSessionDescription>();
        Descriptions.createAnswer(connections[1], answer::complete, failing(answer));
        set(1, answer.get(), true);
        set(0, answer.get(), false);
        findEachOther();
        LinkBenchmark.require(open.await(10, TimeUnit.SECONDS));
    }

    private RTCDataChannel channel(int side) {
        var init = new RTCDataChannelInit();
        init.negotiated = true;
        init.id = 0;
        RTCDataChannel channel = connections[side].createDataChannel("data", init);
        channel.registerObserver(new Observer(side, channel));
        return channel;
    }

    private void set(int side, RTCSessionDescription description, boolean local) throws Exception {
        var done = new CompletableFuture<@Nullable Void>();
        if (local) {
            Descriptions.setLocal(
                    connections[side], description, () -> done.complete(null), failing(done));
        } else {
            Descriptions.setRemote(
                    connections[side], description, () -> done.complete(null), failing(done));
        }
        done.get();
    }

    private void findEachOther() throws Exception {
        while (open.getCount() > 0) {
            for (int side = 0; side < 2; side++) {
                var found = new CompletableFuture<List<Candidate>>();
                connections[side].getStats(report -> found.complete(LoopbackCandidates.in(report)));
                for (var candidate : found.get()) {
                    connections[1 - side].addIceCandidate(
                            new RTCIceCandidate(
                                    candidate.sdpMid(),
                                    candidate.sdpMLineIndex(),
                                    candidate.sdp()));
                }
            }
            if (open.await(60, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    double megabytesPerSecond(int messages, int bytes) throws Exception {
        byte[] message = new byte[bytes];
        var arrived = new CountDownLatch(messages);
        var room = new Semaphore(16);
        atSecond =
                received -> {
                    arrived.countDown();
                    room.release();
                };
        long start = System.nanoTime();
        for (int i = 0; i < messages; i++) {
            room.acquire();
            send(0, message);
        }
        LinkBenchmark.require(arrived.await(60, TimeUnit.SECONDS));
        return messages * (double) bytes / 1e6 / ((System.nanoTime() - start) / 1e9);
    }

    List<Double> roundTripMicros(int rounds) throws Exception {
        byte[] message = new byte[64];
        var back = new Semaphore(0);
        atSecond = received -> echoes.execute(() -> send(1, message));
        atFirst = received -> back.release();
        var micros = new ArrayList<Double>();
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            send(0, message);
            LinkBenchmark.require(back.tryAcquire(5, TimeUnit.SECONDS));
            micros.add((System.nanoTime() - start) / 1e3);
        }
        return micros;
    }

    private void send(int side, byte[] message) {
        try {
            channels[side].send(new RTCDataChannelBuffer(ByteBuffer.wrap(message), true));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Consumer<String> failing(CompletableFuture<?> future) {
        return error -> future.completeExceptionally(new IllegalStateException(error));
    }

    @Override
    public void close() {
        for (int side = 0; side < 2; side++) {
            channels[side].unregisterObserver();
            connections[side].close();
        }
        echoes.close();
        channels[0].dispose();
        channels[1].dispose();
    }

    private static final class Ignoring implements PeerConnectionObserver {
        @Override
        public void onIceCandidate(RTCIceCandidate candidate) {}
    }

    private final class Observer implements RTCDataChannelObserver {
        private final int side;
        private final RTCDataChannel channel;

        private Observer(int side, RTCDataChannel channel) {
            this.side = side;
            this.channel = channel;
        }

        @Override
        public void onBufferedAmountChange(long amount) {}

        @Override
        public void onStateChange() {
            echoes.execute(
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
            (side == 0 ? atFirst : atSecond).accept(message);
        }
    }
}
