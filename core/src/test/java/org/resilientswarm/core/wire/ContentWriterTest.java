package org.resilientswarm.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentWriterTest {
    private static final long MOST = SessionCodec.MAX_NUMBER;

    @Test
    void aNewContentIsNothingButItsHeader() {
        var writer = new ContentWriter(100);
        assertThat(writer.empty()).isTrue();
        assertThat(writer.length()).isEqualTo(SessionCodec.HEADER_BYTES);
        assertThat(writer.room()).isEqualTo(100 - SessionCodec.HEADER_BYTES);
        assertThat(writer.content()).isEqualTo(new byte[SessionCodec.HEADER_BYTES]);
    }

    @Test
    void aClearedWriterBeginsAnew() throws Exception {
        var writer = new ContentWriter(100);
        writer.close(1, "why");
        assertThat(writer.empty()).isFalse();
        writer.clear();
        assertThat(writer.empty()).isTrue();
        writer.ping(1);
        assertThat(SessionCodec.frames(writer.content())).containsExactly(new SessionFrame.Ping(1));
    }

    @Test
    void aContentIsACopy() {
        var writer = new ContentWriter(100);
        byte[] before = writer.content();
        writer.ping(1);
        assertThat(before).isEqualTo(new byte[SessionCodec.HEADER_BYTES]);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64})
    void anOpenNeedsNoMoreRoomThanItSays(int length) {
        String type = "x".repeat(length);
        assertFits(ContentWriter.openBytes(type), writer -> writer.open(MOST, type));
    }

    @Test
    void smallFramesNeedNoMoreRoomThanTheySay() {
        int room = ContentWriter.SMALL_FRAME_BYTES;
        assertFits(room, writer -> writer.reset(MOST, MOST));
        assertFits(room, writer -> writer.credit(MOST, MOST));
        assertFits(room, writer -> writer.ping(MOST));
        assertFits(room, writer -> writer.pong(MOST));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65_000})
    void dataNeedsNoMoreRoomThanItSays(int length) {
        assertFits(
                SessionCodec.MAX_DATA_OVERHEAD + length,
                writer -> {
                    assertThat(writer.dataAt(MOST) + length).isEqualTo(writer.array().length);
                    writer.data(MOST, length, true);
                });
    }

    @Test
    void whatDoesNotFitIsNotWritten() {
        var writer = new ContentWriter(SessionCodec.HEADER_BYTES + 1);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> writer.ping(1));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, 1L << 62, Long.MAX_VALUE})
    void numbersBeyondTheLimitAreRefused(long number) {
        var writer = new ContentWriter(100);
        assertThatIllegalArgumentException().isThrownBy(() -> writer.ping(number));
    }

    @Test
    void theHeaderHasSequenceAndAcknowledgement() throws Exception {
        byte[] content = new ContentWriter(100).content();
        ContentWriter.header(content, 7, Long.MAX_VALUE);
        assertThat(SessionCodec.sequence(content)).isEqualTo(7);
        assertThat(SessionCodec.acknowledged(content)).isEqualTo(Long.MAX_VALUE);
    }

    private static void assertFits(int room, Consumer<ContentWriter> frame) {
        var writer = new ContentWriter(SessionCodec.HEADER_BYTES + room);
        frame.accept(writer);
        assertThat(writer.room()).isNotNegative();
    }
}
