package org.resilientswarm.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.HexFormat;
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
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.model.ErrorCode;

class SessionCodecTest {
    private static final String HEADER = "00".repeat(16);

    static Iterable<Map.Entry<String, SessionFrame>> goldenFrames() {
        return GoldenContents.frames().entrySet();
    }

    @ParameterizedTest
    @MethodSource("goldenFrames")
    void goldenVectorsReadAndWriteAsRecorded(Map.Entry<String, SessionFrame> frame)
            throws Exception {
        byte[] recorded = GoldenVectors.vector("session.txt", frame.getKey());
        assertThat(written(List.of(frame.getValue()))).isEqualTo(recorded);
        assertSame(SessionCodec.frames(recorded), List.of(frame.getValue()));
        assertThat(SessionCodec.sequence(recorded)).isEqualTo(GoldenContents.SEQUENCE);
        assertThat(SessionCodec.acknowledged(recorded)).isEqualTo(GoldenContents.ACKNOWLEDGED);
    }

    @Test
    void aPacketMayOnlyAcknowledge() throws Exception {
        byte[] recorded = GoldenVectors.vector("session.txt", "acknowledgement");
        assertThat(written(List.of())).isEqualTo(recorded);
        assertThat(SessionCodec.frames(recorded)).isEmpty();
    }

    @Property(tries = 500)
    void everyFrameComesBackAsItWas(@ForAll("frames") List<SessionFrame> frames) throws Exception {
        assertSame(SessionCodec.frames(written(frames)), frames);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 15})
    void aHeaderThatIsCutOffIsRefused(int length) {
        byte[] content = new byte[length];
        assertRefused(() -> SessionCodec.frames(content));
        assertRefused(() -> SessionCodec.sequence(content));
        assertRefused(() -> SessionCodec.acknowledged(content));
    }

    @Test
    void aFrameThatIsCutOffIsRefused() {
        for (var frame : goldenFrames()) {
            byte[] recorded = GoldenVectors.vector("session.txt", frame.getKey());
            for (int length = 17; length < recorded.length; length++) {
                byte[] content = Arrays.copyOf(recorded, length);
                assertRefused(() -> SessionCodec.frames(content));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 0x20, 0x3f})
    void lowTypesThatNobodyKnowsAreRefused(int type) {
        assertRefused(HEADER + HexFormat.of().toHexDigits((byte) type) + "00");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x40, 0x41, 0x7f, 0x80, 0xff})
    void highTypesThatNobodyKnowsAreSkipped(int type) throws Exception {
        byte[] content = content("%02x 03 010203 06 05".formatted(type).replace(" ", ""));
        assertThat(SessionCodec.frames(content))
                .containsExactly(new SessionFrame.Unknown(type, 3), new SessionFrame.Ping(5));
    }

    @Test
    void dataMayFillItsPacketAndNoMore() throws Exception {
        assertThat(SessionCodec.frames(content("0201 03 010203".replace(" ", ""))))
                .first()
                .isInstanceOfSatisfying(
                        SessionFrame.Data.class,
                        data -> {
                            assertThat(data.from()).isEqualTo(19);
                            assertThat(data.length()).isEqualTo(3);
                            assertThat(data.content()).hasSize(22);
                        });
        assertRefused(HEADER + "020104010203");
        assertRefused(HEADER + "0201ffffffffffffffff010203");
        assertRefused(HEADER + "4004010203");
        assertRefused(HEADER + "40ffffffffffffffff");
    }

    @Test
    void aStreamTypeStaysWithinItsLimits() throws Exception {
        for (String type : List.of("a", "!", "~", "x".repeat(64))) {
            assertThat(SessionCodec.isStreamType(type)).isTrue();
            var open = new SessionFrame.Open(0, type);
            assertThat(SessionCodec.frames(written(List.of(open)))).containsExactly(open);
        }
        for (String type : List.of("", " ", "a b", "\u007f", "é", "a\n", "x".repeat(65))) {
            assertThat(SessionCodec.isStreamType(type)).as(type).isFalse();
            byte[] content = written(List.of(new SessionFrame.Open(0, type)));
            assertRefused(() -> SessionCodec.frames(content));
        }
    }

    @Test
    void aStreamTypeThatIsNoUtf8IsRefused() {
        assertRefused(HEADER + "010002c328");
        assertRefused(HEADER + "010001ff");
    }

    @Test
    void aReasonIsAsLongAsTheLimitAndNoLonger() throws Exception {
        var longest = new SessionFrame.Close(1, "r".repeat(Protocol.MAX_CLOSE_REASON_BYTES));
        assertThat(SessionCodec.frames(written(List.of(longest)))).containsExactly(longest);
        byte[] longer =
                written(
                        List.of(
                                new SessionFrame.Close(
                                        1, "r".repeat(Protocol.MAX_CLOSE_REASON_BYTES + 1))));
        assertRefused(() -> SessionCodec.frames(longer));
    }

    @Test
    void aLongReasonIsCountedInBytes() throws Exception {
        int most = Protocol.MAX_CLOSE_REASON_BYTES / 2;
        var longest = new SessionFrame.Close(0, "ä".repeat(most));
        assertThat(SessionCodec.frames(written(List.of(longest)))).containsExactly(longest);
        byte[] longer = written(List.of(new SessionFrame.Close(0, "ä".repeat(most + 1))));
        assertRefused(() -> SessionCodec.frames(longer));
    }

    @Property(tries = 2000)
    void garbageIsRefusedAndNeverMore(@ForAll @Size(max = 200) byte[] garbage) {
        decodesOrRefuses(garbage);
    }

    @Property(tries = 2000)
    void garbageInAKnownFrameIsRefusedAndNeverMore(
            @ForAll @IntRange(min = 1, max = 8) int type, @ForAll @Size(max = 40) byte[] garbage) {
        byte[] content = new byte[17 + garbage.length];
        content[16] = (byte) type;
        System.arraycopy(garbage, 0, content, 17, garbage.length);
        decodesOrRefuses(content);
    }

    @Property(tries = 2000)
    void aDamagedContentIsRefusedAndNeverMore(
            @ForAll("frames") List<SessionFrame> frames,
            @ForAll @IntRange(min = 0, max = 1000) int position,
            @ForAll byte value) {
        byte[] damaged = written(frames);
        int at = position % damaged.length;
        decodesOrRefuses(Arrays.copyOf(damaged, at));
        damaged[at] = value;
        decodesOrRefuses(damaged);
    }

    private static void decodesOrRefuses(byte[] content) {
        try {
            for (SessionFrame frame : SessionCodec.frames(content)) {
                if (frame instanceof SessionFrame.Data data) {
                    assertThat(data.from() + data.length()).isBetween(0, content.length);
                }
            }
        } catch (MalformedException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.PROTOCOL_VIOLATED);
            assertThat(e.reason()).isNotEmpty();
        }
    }

    @Provide
    Arbitrary<List<SessionFrame>> frames() {
        Arbitrary<Long> numbers = Arbitraries.longs().between(0, SessionCodec.MAX_NUMBER);
        Arbitrary<String> types =
                Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(64);
        Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(100);
        Arbitrary<SessionFrame> frames =
                Arbitraries.oneOf(
                        Combinators.combine(numbers, types).as(SessionFrame.Open::new),
                        Combinators.combine(numbers, bytes, Arbitraries.of(true, false))
                                .as(SessionCodecTest::data),
                        Combinators.combine(numbers, numbers).as(SessionFrame.Reset::new),
                        Combinators.combine(numbers, numbers).as(SessionFrame.Credit::new),
                        numbers.map(SessionFrame.Ping::new),
                        numbers.map(SessionFrame.Pong::new),
                        Combinators.combine(numbers, types).as(SessionFrame.Close::new));
        return frames.list().ofMaxSize(10);
    }

    private static SessionFrame data(long stream, byte[] bytes, boolean last) {
        return new SessionFrame.Data(stream, bytes, 0, bytes.length, last);
    }

    private static byte[] written(List<SessionFrame> frames) {
        return GoldenContents.written(frames);
    }

    /// Data frames hold a range of whatever array: what counts is what is in it.
    private static void assertSame(List<SessionFrame> actual, List<SessionFrame> expected) {
        assertThat(actual.stream().map(SessionCodecTest::comparable))
                .containsExactlyElementsOf(
                        expected.stream().map(SessionCodecTest::comparable).toList());
    }

    private static Object comparable(SessionFrame frame) {
        return frame instanceof SessionFrame.Data data
                ? List.of(
                        data.stream(),
                        data.last(),
                        HexFormat.of()
                                .formatHex(
                                        data.content(), data.from(), data.from() + data.length()))
                : frame;
    }

    private static byte[] content(String frames) {
        return HexFormat.of().parseHex(HEADER + frames);
    }

    private static void assertRefused(String content) {
        assertRefused(() -> SessionCodec.frames(HexFormat.of().parseHex(content)));
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PROTOCOL_VIOLATED));
    }
}
