package org.resilientswarm.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.PublicKey;

class HopCodecTest {
    private static final int UNKNOWN_TYPE = 99;

    static Iterable<Map.Entry<String, HopFrame>> goldenFrames() {
        return GoldenMessages.frames().entrySet();
    }

    @ParameterizedTest
    @MethodSource("goldenFrames")
    void goldenVectorsReadAndWriteAsRecorded(Map.Entry<String, HopFrame> frame) throws Exception {
        byte[] recorded = GoldenVectors.vector("hop.txt", frame.getKey());
        assertThat(HopCodec.encode(frame.getValue())).isEqualTo(recorded);
        assertSame(HopCodec.decode(recorded), List.of(frame.getValue()));
    }

    @Property(tries = 300)
    void everyFrameComesBackAsItWas(@ForAll("frames") HopFrame frame) throws Exception {
        assertSame(HopCodec.decode(HopCodec.encode(frame)), List.of(frame));
    }

    @Property(tries = 100)
    void oneMessageMayHaveSeveralFrames(@ForAll("severalFrames") List<HopFrame> frames)
            throws Exception {
        var message = new ByteArrayOutputStream();
        frames.forEach(frame -> message.writeBytes(HopCodec.encode(frame)));
        assertSame(HopCodec.decode(message.toByteArray()), frames);
    }

    @Test
    void unknownTypesAreReportedAndDoNotHideTheirNeighbours() throws Exception {
        byte[] message =
                joined(
                        HopCodec.encode(new HopFrame.Probe(1)),
                        frame(UNKNOWN_TYPE, new byte[] {1, 2, 3}),
                        frame(0, new byte[0]),
                        frame(255, new byte[0]),
                        HopCodec.encode(new HopFrame.ProbeReply(2)));
        assertThat(HopCodec.decode(message))
                .containsExactly(
                        new HopFrame.Probe(1),
                        new HopFrame.Unknown(UNKNOWN_TYPE),
                        new HopFrame.Unknown(0),
                        new HopFrame.Unknown(255),
                        new HopFrame.ProbeReply(2));
    }

    @Test
    void anUnknownFrameCannotBeSent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HopCodec.encode(new HopFrame.Unknown(UNKNOWN_TYPE)));
    }

    @Test
    void anEmptyMessageHasNoFrames() throws Exception {
        assertThat(HopCodec.decode(new byte[0])).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aHeaderThatIsCutOffIsRefused(int length) {
        assertMalformed(new byte[length]);
        assertMalformed(joined(HopCodec.encode(new HopFrame.Probe(1)), new byte[length]));
    }

    @Test
    void aLengthBeyondTheMessageIsRefused() throws Exception {
        byte[] frame = frame(UNKNOWN_TYPE, new byte[10]);
        assertThat(HopCodec.decode(frame)).hasSize(1);
        assertMalformed(Arrays.copyOf(frame, frame.length - 1));
        assertMalformed(ByteBuffer.allocate(4).putInt(UNKNOWN_TYPE << 24 | 0xff_ffff).array());
    }

    @Test
    void aMessageMayBeAsLargeAsTheLimitAndNoLarger() throws Exception {
        int body = Protocol.MAX_HOP_MESSAGE_BYTES - HopCodec.HEADER_BYTES;
        assertThat(HopCodec.decode(frame(UNKNOWN_TYPE, new byte[body])))
                .containsExactly(new HopFrame.Unknown(UNKNOWN_TYPE));
        assertRefused(frame(UNKNOWN_TYPE, new byte[body + 1]), ErrorCode.MESSAGE_OVERSIZED);
    }

    @Test
    void aFrameLargerThanAMessageIsNotWritten() {
        int length = Protocol.MAX_HOP_MESSAGE_BYTES - 500;
        while (HopCodec.encode(goodbye(length)).length < Protocol.MAX_HOP_MESSAGE_BYTES) {
            length++;
        }
        int tooLong = length + 1;
        assertThat(HopCodec.encode(goodbye(length))).hasSize(Protocol.MAX_HOP_MESSAGE_BYTES);
        assertThatIllegalArgumentException().isThrownBy(() -> HopCodec.encode(goodbye(tooLong)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 9})
    void aProbeHasAnIdOfEightBytes(int length) {
        assertMalformed(frame(5, new byte[length]));
        assertMalformed(frame(6, new byte[length]));
    }

    @Test
    void aPacketIsARangeOfItsMessage() throws Exception {
        byte[] message =
                joined(
                        HopCodec.encode(new HopFrame.Probe(1)),
                        frame(7, new byte[] {1, 2, 3, 4, 5}));
        assertThat(HopCodec.decode(message))
                .last()
                .isInstanceOfSatisfying(
                        HopFrame.Packet.class,
                        packet -> {
                            assertThat(packet.circuit()).isEqualTo(0x0102_0304);
                            assertThat(packet.message()).isSameAs(message);
                            assertThat(packet.from()).isEqualTo(message.length - 1);
                            assertThat(packet.end()).isEqualTo(message.length);
                        });
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL})
    void aPacketWrittenBehindFreeBytesIsTheSameMessage(long circuit) throws Exception {
        byte[] packet = {9, 8, 7};
        byte[] message = new byte[HopCodec.PACKET_HEADER_BYTES + packet.length];
        System.arraycopy(packet, 0, message, HopCodec.PACKET_HEADER_BYTES, packet.length);
        HopCodec.packet(message, circuit);
        assertThat(message).isEqualTo(HopCodec.encode(new HopFrame.Packet(circuit, packet, 0, 3)));
        assertThat(HopCodec.decode(message))
                .containsExactly(
                        new HopFrame.Packet(
                                circuit, message, HopCodec.PACKET_HEADER_BYTES, message.length));
    }

    @Test
    void aPacketNamesItsCircuit() throws Exception {
        assertThat(HopCodec.decode(frame(7, new byte[4]))).hasSize(1);
        for (int length = 0; length < 4; length++) {
            assertMalformed(frame(7, new byte[length]));
        }
    }

    @Test
    void aPacketMayFillAMessageAndNoMore() throws Exception {
        int most = Protocol.MAX_HOP_MESSAGE_BYTES - HopCodec.PACKET_HEADER_BYTES;
        byte[] packet = new byte[most + 1];
        byte[] message = HopCodec.encode(new HopFrame.Packet(1, packet, 0, most));
        assertThat(message).hasSize(Protocol.MAX_HOP_MESSAGE_BYTES);
        assertThat(HopCodec.decode(message)).hasSize(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HopCodec.encode(new HopFrame.Packet(1, packet, 0, most + 1)));
    }

    @Test
    void aSignalCrossesAtMostTheNumberOfLinksThatIsAllowed() throws Exception {
        Signal signal = GoldenMessages.signal();
        int most = Protocol.MAX_SIGNAL_HOPS;
        assertThat(HopCodec.decode(HopCodec.encode(new HopFrame.RoutedSignal(most, signal))))
                .hasSize(1);
        assertMalformed(HopCodec.encode(new HopFrame.RoutedSignal(most + 1, signal)));
        assertMalformed(HopCodec.encode(new HopFrame.RoutedSignal(-1, signal)));
    }

    @Test
    void aReasonIsAsLongAsTheLimitAndNoLonger() throws Exception {
        assertThat(HopCodec.decode(HopCodec.encode(goodbye(256)))).containsExactly(goodbye(256));
        assertMalformed(HopCodec.encode(goodbye(257)));
    }

    @Test
    void aBodyIsOneCborMapWithNothingBehindIt() {
        byte[] body =
                Arrays.copyOfRange(
                        HopCodec.encode(goodbye(3)), 4, HopCodec.encode(goodbye(3)).length);
        assertMalformed(frame(4, joined(body, new byte[] {0})));
        assertMalformed(frame(4, new byte[0]));
        assertMalformed(frame(4, new byte[] {(byte) 0x80}));
    }

    @Property(tries = 2000)
    void garbageIsRefusedAndNeverMore(@ForAll @Size(max = 200) byte[] garbage) {
        decodesOrRefuses(garbage);
    }

    @Property(tries = 2000)
    void garbageInAKnownFrameIsRefusedAndNeverMore(
            @ForAll @IntRange(min = 1, max = 12) int type,
            @ForAll @Size(max = 100) byte[] garbage) {
        decodesOrRefuses(frame(type, garbage));
    }

    @Property(tries = 2000)
    void aDamagedMessageIsRefusedAndNeverMore(
            @ForAll("messages") byte[] message,
            @ForAll @IntRange(min = 0, max = 1000) int position,
            @ForAll byte value) {
        byte[] damaged = message.clone();
        damaged[position % damaged.length] = value;
        decodesOrRefuses(damaged);
        decodesOrRefuses(Arrays.copyOf(message, position % message.length));
    }

    private static void decodesOrRefuses(byte[] message) {
        try {
            assertThat(HopCodec.decode(message)).isNotNull();
        } catch (MalformedException e) {
            assertThat(e.reason()).isNotEmpty();
            assertThat(e.code()).isIn(ErrorCode.MESSAGE_MALFORMED, ErrorCode.RECORD_MALFORMED);
        }
    }

    @Provide
    Arbitrary<byte[]> messages() {
        return Arbitraries.of(GoldenVectors.vectors("hop.txt").values());
    }

    @Provide
    Arbitrary<HopFrame> frames() {
        Arbitrary<HopFrame> hello =
                Combinators.combine(
                                Arbitraries.integers().between(0, 65_535),
                                texts(64),
                                texts(64).list().ofMaxSize(32),
                                cards(),
                                Arbitraries.longs().between(0, 0xffff_ffffL))
                        .as(HopFrame.Hello::new);
        Arbitrary<HopFrame> routed =
                Combinators.combine(
                                Arbitraries.integers().between(0, Protocol.MAX_SIGNAL_HOPS),
                                signals())
                        .as(HopFrame.RoutedSignal::new);
        return Arbitraries.oneOf(
                hello,
                routed,
                texts(256).map(HopFrame.Goodbye::new),
                Arbitraries.longs().map(HopFrame.Probe::new),
                Arbitraries.longs().map(HopFrame.ProbeReply::new),
                packets(),
                circuits());
    }

    private static Arbitrary<HopFrame> packets() {
        return Combinators.combine(Arbitraries.longs().between(0, 0xffff_ffffL), octets(0, 2000))
                .as((circuit, packet) -> new HopFrame.Packet(circuit, packet, 0, packet.length));
    }

    private static Arbitrary<HopFrame> circuits() {
        Arbitrary<Long> numbers = Arbitraries.longs().between(1, 0xffff_ffffL);
        Arbitrary<Long> bytes = Arbitraries.longs().greaterOrEqual(0);
        Arbitrary<CircuitCode> codes = Arbitraries.of(CircuitCode.class);
        Arbitrary<PublicKey> keys = octets(32, 32).map(PublicKey::new);
        return Arbitraries.oneOf(
                Combinators.combine(numbers, keys, keys.list().ofMaxSize(Protocol.MAX_RELAYS))
                        .as(HopFrame.CircuitOpen::new),
                numbers.map(HopFrame.CircuitAccept::new),
                Combinators.combine(numbers, codes).as(HopFrame.CircuitRefuse::new),
                Combinators.combine(numbers, bytes).as(HopFrame.CircuitCredit::new),
                Combinators.combine(numbers, codes, bytes, bytes).as(HopFrame.CircuitClose::new));
    }

    @Provide
    Arbitrary<List<HopFrame>> severalFrames() {
        return frames().list().ofMaxSize(8);
    }

    private static Arbitrary<PeerCard> cards() {
        Arbitrary<HostPort> addresses =
                Combinators.combine(
                                Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(60),
                                Arbitraries.integers().between(1, 65_535))
                        .as(HostPort::new);
        return Combinators.combine(
                        octets(32, 32), texts(64), octets(32, 32), addresses.list().ofMaxSize(8))
                .as(
                        (seed, name, prekey, listen) ->
                                PeerCard.sign(
                                        Identity.ofSeed(seed),
                                        name,
                                        prekey,
                                        "agent/1",
                                        listen,
                                        GoldenMessages.MADE));
    }

    private static Arbitrary<Signal> signals() {
        Arbitrary<PublicKey> keys = octets(32, 32).map(PublicKey::new);
        return Combinators.combine(
                        keys,
                        keys,
                        octets(16, 16),
                        Arbitraries.of(SignalKind.class),
                        Arbitraries.longs().between(0, 253_402_300_799_999L),
                        Arbitraries.integers().between(0, Integer.MAX_VALUE),
                        octets(0, 2000),
                        octets(0, 64))
                .as(
                        (to, from, id, kind, created, ttl, box, signature) ->
                                new Signal(
                                        to,
                                        from,
                                        id,
                                        kind,
                                        Instant.ofEpochMilli(created),
                                        Duration.ofMillis(ttl),
                                        box,
                                        signature));
    }

    private static Arbitrary<byte[]> octets(int min, int max) {
        return Arbitraries.bytes().array(byte[].class).ofMinSize(min).ofMaxSize(max);
    }

    private static Arbitrary<String> texts(int maxLength) {
        return Arbitraries.strings().withCharRange('\0', '\ud7ff').ofMaxLength(maxLength);
    }

    private static HopFrame goodbye(int length) {
        return new HopFrame.Goodbye("x".repeat(length));
    }

    private static byte[] frame(int type, byte[] body) {
        return ByteBuffer.allocate(4 + body.length)
                .putInt(type << 24 | body.length)
                .put(body)
                .array();
    }

    private static byte[] joined(byte[]... parts) {
        var message = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            message.writeBytes(part);
        }
        return message.toByteArray();
    }

    private static void assertSame(List<HopFrame> actual, List<HopFrame> expected) {
        assertThat(standingAlone(actual))
                .usingRecursiveComparison()
                .isEqualTo(standingAlone(expected));
    }

    /// Packets hold a range of whatever array: what counts is what is in it.
    private static List<HopFrame> standingAlone(List<HopFrame> frames) {
        return frames.stream().map(HopCodecTest::standingAlone).toList();
    }

    private static HopFrame standingAlone(HopFrame frame) {
        if (frame instanceof HopFrame.Packet(var circuit, var message, var from, var end)) {
            return new HopFrame.Packet(
                    circuit, Arrays.copyOfRange(message, from, end), 0, end - from);
        }
        return frame;
    }

    private static void assertMalformed(byte[] message) {
        assertRefused(message, ErrorCode.MESSAGE_MALFORMED);
    }

    private static void assertRefused(byte[] message, ErrorCode code) {
        assertThatThrownBy(() -> HopCodec.decode(message))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
