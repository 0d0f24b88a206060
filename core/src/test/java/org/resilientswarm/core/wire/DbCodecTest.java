package org.resilientswarm.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.model.ErrorCode;

class DbCodecTest {
    static Iterable<Map.Entry<String, DbFrame>> goldenFrames() {
        return GoldenDbFrames.frames().entrySet();
    }

    @ParameterizedTest
    @MethodSource("goldenFrames")
    void goldenVectorsReadAndWriteAsRecorded(Map.Entry<String, DbFrame> frame) throws Exception {
        byte[] recorded = GoldenVectors.vector("db.txt", frame.getKey());
        assertThat(HexFormat.of().formatHex(DbCodec.encode(frame.getValue())))
                .isEqualTo(HexFormat.of().formatHex(recorded));
        assertSame(read(recorded, recorded.length), List.of(frame.getValue()));
    }

    @Test
    void theGoldenRecordIsSignedAndNamedAsRecorded() throws Exception {
        byte[] recorded = GoldenVectors.vector("db.txt", "record");
        SignedRecord record = SignedRecord.decode(recorded, 0, recorded.length);
        assertThat(record.verified()).isTrue();
        assertThat(record.encode()).isEqualTo(recorded);
        assertThat(record.id().bytes()).isEqualTo(GoldenVectors.vector("db.txt", "record-id"));
        assertThat(GoldenDbFrames.record().encode()).isEqualTo(recorded);
    }

    @Property(tries = 200)
    void framesComeOutOfAStreamWhateverItsChunksAre(@ForAll @IntRange(min = 1, max = 400) int most)
            throws Exception {
        var stream = new ByteArrayOutputStream();
        GoldenDbFrames.frames().values().forEach(f -> stream.writeBytes(DbCodec.encode(f)));
        assertSame(read(stream.toByteArray(), most), GoldenDbFrames.frames().values());
    }

    @Test
    void theReaderSaysWhatItHoldsAndHowLongAFrameWas() throws Exception {
        var want = new DbFrame.Want(List.of(GoldenDbFrames.LAST));
        byte[] frame = DbCodec.encode(want);
        var reader = new DbReader();
        reader.take(Arrays.copyOf(frame, 3));
        assertThat(reader.next()).isNull();
        assertThat(reader.held()).isEqualTo(3);
        reader.take(Arrays.copyOfRange(frame, 3, frame.length - 1));
        assertThat(reader.next()).isNull();
        assertThat(reader.held()).isEqualTo(frame.length - 1);
        reader.take(Arrays.copyOfRange(frame, frame.length - 1, frame.length));
        assertThat(reader.next()).isEqualTo(want);
        assertThat(reader.lastFrameBytes()).isEqualTo(frame.length);
        assertThat(reader.held()).isZero();
    }

    @Test
    void aChunkIsReadToItsEndBeforeTheNext() throws Exception {
        byte[] frame = DbCodec.encode(new DbFrame.Behind());
        var reader = new DbReader();
        reader.take(frame);
        assertThatIllegalStateException().isThrownBy(() -> reader.take(frame));
        assertThat(reader.next()).isEqualTo(new DbFrame.Behind());
        reader.take(frame);
    }

    @Test
    void aFrameIsAsLongAsTheLimitAndNoLonger() throws Exception {
        byte[] longest = new byte[4 + Protocol.MAX_DB_FRAME_BYTES];
        ByteBuffer.wrap(longest).putInt(Protocol.MAX_DB_FRAME_BYTES).put((byte) 0x40);
        assertThat(read(longest, 10_000))
                .containsExactly(new DbFrame.Unknown(0x40, Protocol.MAX_DB_FRAME_BYTES - 1));
        assertRefused(ByteBuffer.allocate(4).putInt(Protocol.MAX_DB_FRAME_BYTES + 1));
        assertRefused(ByteBuffer.allocate(4).putInt(0));
        assertRefused(ByteBuffer.allocate(4).putInt(-1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 0x20, 0x3f})
    void lowTypesThatNobodyKnowsAreRefused(int type) {
        assertRefused(ByteBuffer.allocate(5).putInt(1).put((byte) type));
    }

    @Test
    void idsAreAsManyAsTheLimitAndNoMore() throws Exception {
        var most = new DbFrame.Want(Collections.nCopies(Protocol.MAX_DB_IDS, GoldenDbFrames.LAST));
        byte[] frame = DbCodec.encode(most);
        assertThat(read(frame, frame.length)).containsExactly(most);
        int length = 1 + RecordId.LENGTH * (Protocol.MAX_DB_IDS + 1);
        assertRefused(ByteBuffer.allocate(4 + length).putInt(length).put((byte) DbCodec.WANT));
        for (int ids : List.of(0, 31, 33)) {
            assertRefused(
                    ByteBuffer.allocate(5 + ids).putInt(1 + ids).put((byte) DbCodec.ANNOUNCE));
        }
        var none = new DbFrame.Want(List.of());
        assertThatIllegalArgumentException().isThrownBy(() -> DbCodec.encode(none));
    }

    @Test
    void aMessageIsAsLongAsTheLimitAndNoLonger() throws Exception {
        var longest = new DbFrame.Ask(7, new byte[Protocol.MAX_RECONCILE_BYTES]);
        byte[] frame = DbCodec.encode(longest);
        assertSame(read(frame, frame.length), List.of(longest));
        int length = 1 + 4 + Protocol.MAX_RECONCILE_BYTES + 1;
        assertRefused(ByteBuffer.allocate(4 + length).putInt(length).put((byte) DbCodec.ASK));
        assertRefused(ByteBuffer.allocate(8).putInt(4).put((byte) DbCodec.ANSWER));
        var longer = new DbFrame.Ask(7, new byte[Protocol.MAX_RECONCILE_BYTES + 1]);
        assertThatIllegalArgumentException().isThrownBy(() -> DbCodec.encode(longer));
    }

    @Test
    void theEndOfARunHasThreeNumbersThatCanBe() throws Exception {
        assertRefused(ByteBuffer.allocate(13).putInt(9).put((byte) DbCodec.RECONCILED));
        assertRefused(ByteBuffer.allocate(21).putInt(17).put((byte) DbCodec.RECONCILED));
        assertRefused(end(0, 0));
        assertRefused(end(1, -1));
        byte[] least = end(1, 0).array();
        assertThat(read(least, least.length)).containsExactly(new DbFrame.Reconciled(7, 1, 0));
    }

    private static ByteBuffer end(int rounds, int differences) {
        byte[] frame = DbCodec.encode(new DbFrame.Reconciled(7, rounds, differences));
        return ByteBuffer.wrap(frame);
    }

    @Test
    void theLargestRecordsFitThreeIntoAFrame() throws Exception {
        SignedRecord large =
                SignedRecord.sign(
                        GoldenMessages.ANNA,
                        new RecordKey(
                                GoldenMessages.ANNA.publicKey(), "k".repeat(64), "n".repeat(256)),
                        1,
                        1,
                        0,
                        false,
                        new byte[Protocol.MAX_RECORD_BODY_BYTES]);
        var three = new DbFrame.Records(List.of(large, large, large));
        byte[] frame = DbCodec.encode(three);
        assertSame(read(frame, frame.length), List.of(three));
        var four = new DbFrame.Records(List.of(large, large, large, large));
        assertThatIllegalArgumentException().isThrownBy(() -> DbCodec.encode(four));
    }

    @Test
    void aFrameWithARecordThatIsNoneIsRefusedBecauseOfIt() {
        byte[] frame = DbCodec.encode(new DbFrame.Records(List.of(GoldenDbFrames.record())));
        frame[9 + 32] = 1; // the length of the kind
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> read(frame, frame.length))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_MALFORMED));
        assertRefused(ByteBuffer.allocate(5).putInt(1).put((byte) DbCodec.RECORDS));
        assertRefused(ByteBuffer.allocate(9).putInt(5).put((byte) DbCodec.RECORDS).putInt(1));
        assertRefused(ByteBuffer.allocate(9).putInt(5).put((byte) DbCodec.RECORDS).putInt(-1));
    }

    @Property(tries = 2000)
    void aDamagedStreamIsRefusedAndNeverMore(
            @ForAll @IntRange(min = 0, max = 2000) int position, @ForAll byte value) {
        var stream = new ByteArrayOutputStream();
        GoldenDbFrames.frames().values().forEach(f -> stream.writeBytes(DbCodec.encode(f)));
        byte[] damaged = stream.toByteArray();
        damaged[position % damaged.length] = value;
        readsOrRefuses(damaged);
    }

    @Property(tries = 2000)
    void garbageIsRefusedAndNeverMore(
            @ForAll @IntRange(min = 1, max = 8) int type, @ForAll @Size(max = 200) byte[] garbage) {
        byte[] frame = new byte[5 + garbage.length];
        ByteBuffer.wrap(frame).putInt(1 + garbage.length).put((byte) type).put(garbage);
        readsOrRefuses(frame);
        readsOrRefuses(garbage);
    }

    private static void readsOrRefuses(byte[] stream) {
        try {
            assertThat(read(stream, stream.length + 1)).doesNotContainNull();
        } catch (MalformedException e) {
            assertThat(e.code()).isIn(ErrorCode.PROTOCOL_VIOLATED, ErrorCode.RECORD_MALFORMED);
        }
    }

    private static List<DbFrame> read(byte[] stream, int mostInAChunk) throws MalformedException {
        var frames = new ArrayList<DbFrame>();
        var reader = new DbReader();
        var random = new Random(mostInAChunk);
        int at = 0;
        while (at < stream.length) {
            int end = Math.min(stream.length, at + 1 + random.nextInt(mostInAChunk));
            reader.take(Arrays.copyOfRange(stream, at, end));
            at = end;
            for (DbFrame frame = reader.next(); frame != null; frame = reader.next()) {
                frames.add(frame);
            }
        }
        return frames;
    }

    /// Frames with arrays do not compare; what they are written as does.
    private static void assertSame(Iterable<DbFrame> actual, Iterable<? extends DbFrame> expected) {
        assertThat(written(actual)).containsExactlyElementsOf(written(expected));
    }

    private static List<String> written(Iterable<? extends DbFrame> frames) {
        var texts = new ArrayList<String>();
        frames.forEach(frame -> texts.add(HexFormat.of().formatHex(DbCodec.encode(frame))));
        return texts;
    }

    private static void assertRefused(ByteBuffer stream) {
        byte[] bytes = new byte[stream.capacity()];
        stream.clear().get(bytes);
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> read(bytes, bytes.length))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PROTOCOL_VIOLATED));
    }
}
