package org.resilientswarm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.api.Peer;
import org.resilientswarm.core.api.SwarmStream;
import org.resilientswarm.core.simulation.RealTimeSwarms;
import org.resilientswarm.core.wire.HopCodec;
import org.resilientswarm.core.wire.HopFrame;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.PacketHeader;

/// What somebody sees who carries a whole session: handshake, streams, a call, the end.
class TranscriptTest {
    private static final String TYPE = "confidential-stream-type";
    private static final String METHOD = "confidential.method";
    private static final String ARGUMENT = "an argument that nobody else shall read";
    private static final String RESULT = "a result that nobody else shall read";
    private static final String REASON = "it left the swarm";

    /// Long enough that no two places have the same bytes by chance.
    private static final int WINDOW = Long.BYTES;

    private byte[] payload = new byte[100_000];

    @BeforeEach
    void makePayload() {
        long seed = new Random().nextLong();
        System.out.println("payload of seed " + seed);
        new Random(seed).nextBytes(payload);
    }

    @Test
    void nothingThatIsSaidCanBeSeenOnTheWay() throws Exception {
        List<byte[]> packets = packets(session());
        Set<Long> seen = windows(packets);
        assertThat(Collections.disjoint(seen, windows(List.of(payload)))).isTrue();
        for (String text : List.of(TYPE, METHOD, ARGUMENT, RESULT, REASON)) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            assertThat(Collections.disjoint(seen, windows(List.of(bytes)))).as(text).isTrue();
        }
        // Who looks does see what is there.
        assertThat(packets.stream().mapToInt(packet -> packet.length).sum())
                .isGreaterThan(2 * payload.length);
        byte[] inClear = Arrays.copyOfRange(payload, 500, 600);
        assertThat(Collections.disjoint(windows(List.of(inClear)), windows(List.of(payload))))
                .isFalse();
    }

    @Test
    void twoSessionsOfTheSameContentHaveNothingInCommon() throws Exception {
        Set<Long> one = windows(bodies(packets(session())));
        Set<Long> other = windows(bodies(packets(session())));
        assertThat(one).hasSizeGreaterThan(2 * payload.length - 1000);
        assertThat(Collections.disjoint(one, other)).isTrue();
    }

    /// One whole session between the same two.
    private List<byte[]> session() throws Exception {
        var swarms = new RealTimeSwarms();
        EngineSwarm anna = swarms.open(1);
        EngineSwarm ben = swarms.open(2);
        ben.onStream(TYPE, TranscriptTest::echo);
        ben.methods().offer(METHOD, call -> RESULT + call.argument(0, String.class).length());
        Peer peer = anna.call(ben.publicKey()).get(5, TimeUnit.SECONDS);
        try (SwarmStream stream = peer.open(TYPE)) {
            Thread.ofVirtual().start(() -> write(stream));
            assertThat(stream.input().readAllBytes()).isEqualTo(payload);
        }
        assertThat(peer.methods().call(String.class, METHOD, ARGUMENT).get(5, TimeUnit.SECONDS))
                .isEqualTo(RESULT + ARGUMENT.length());
        ben.close();
        await().atMost(Duration.ofSeconds(5)).until(() -> anna.peers().isEmpty());
        anna.close();
        assertThat(swarms.stray).isEmpty();
        return swarms.carried;
    }

    private void write(SwarmStream stream) {
        stream.send(payload).thenRun(stream::finish).join();
    }

    private static void echo(SwarmStream stream) {
        stream.receive(
                new org.resilientswarm.core.api.StreamListener() {
                    @Override
                    public void onData(byte[] bytes) {
                        stream.send(bytes);
                    }

                    @Override
                    public void onEnd() {
                        stream.finish();
                    }

                    @Override
                    public void onReset(org.resilientswarm.core.model.ResetCode code) {
                        throw new AssertionError(code);
                    }
                });
    }

    /// The packets among what was carried.
    private static List<byte[]> packets(List<byte[]> carried) {
        return carried.stream()
                .flatMap(message -> frames(message).stream())
                .filter(HopFrame.Packet.class::isInstance)
                .map(HopFrame.Packet.class::cast)
                .map(packet -> Arrays.copyOfRange(packet.message(), packet.from(), packet.end()))
                .toList();
    }

    private static List<HopFrame> frames(byte[] message) {
        try {
            return HopCodec.decode(message);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    /// The packets without what must be readable.
    private static List<byte[]> bodies(List<byte[]> packets) {
        return packets.stream().map(TranscriptTest::body).toList();
    }

    private static byte[] body(byte[] packet) {
        try {
            int at = PacketHeader.read(packet, 0, packet.length).bodyAt();
            return Arrays.copyOfRange(packet, at, packet.length);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private static Set<Long> windows(List<byte[]> texts) {
        var windows = new HashSet<Long>();
        for (byte[] text : texts) {
            var in = ByteBuffer.wrap(text);
            for (int at = 0; at + WINDOW <= text.length; at++) {
                windows.add(in.getLong(at));
            }
        }
        return windows;
    }
}
