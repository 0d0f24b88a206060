package org.resilientswarm.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.model.ErrorCode;

class PacketHeaderTest {
    private static final byte[] NOISE = {10, 11, 12};
    private static final int HIGH = 0xfedc_ba98;
    private static final int LOW = 0x0123_4567;

    @Test
    void aFirstMessageNamesItsSender() throws Exception {
        byte[] message = PacketHeader.handshake(PacketHeader.FIRST, 0, HIGH, NOISE, 0);
        assertThat(message)
                .isEqualTo(
                        new byte[] {
                            1, (byte) 0xfe, (byte) 0xdc, (byte) 0xba, (byte) 0x98, 10, 11, 12
                        });
        assertThat(read(message)).isEqualTo(new PacketHeader(PacketHeader.FIRST, 0, HIGH, 5));
    }

    @Test
    void anAnswerNamesBoth() throws Exception {
        byte[] message = PacketHeader.handshake(PacketHeader.SECOND, LOW, HIGH, NOISE, 0);
        assertThat(message).hasSize(12);
        assertThat(read(message)).isEqualTo(new PacketHeader(PacketHeader.SECOND, LOW, HIGH, 9));
    }

    @Test
    void aProofNamesItsReceiver() throws Exception {
        byte[] message = PacketHeader.handshake(PacketHeader.THIRD, HIGH, 0, NOISE, 0);
        assertThat(message).hasSize(8);
        assertThat(read(message)).isEqualTo(new PacketHeader(PacketHeader.THIRD, HIGH, 0, 5));
    }

    @Test
    void aSealedPacketNamesItsReceiverEpochAndCounter() throws Exception {
        byte[] message = new byte[3 + 30];
        PacketHeader.writeSealed(message, 3, 0x1ff, HIGH, 0x0102_0304_0506_0708L);
        assertThat(Arrays.copyOfRange(message, 3, 17))
                .isEqualTo(
                        new byte[] {
                            4,
                            (byte) 0xff,
                            (byte) 0xfe,
                            (byte) 0xdc,
                            (byte) 0xba,
                            (byte) 0x98,
                            1,
                            2,
                            3,
                            4,
                            5,
                            6,
                            7,
                            8
                        });
        assertThat(PacketHeader.read(message, 3, message.length))
                .isEqualTo(new PacketHeader(PacketHeader.SEALED, HIGH, 0, 17));
        assertThat(PacketHeader.epoch(message, 3)).isEqualTo(0xff);
        assertThat(PacketHeader.counter(message, 3)).isEqualTo(0x0102_0304_0506_0708L);
    }

    @Test
    void aHandshakeMessageKeepsRoomInFront() throws Exception {
        byte[] message = PacketHeader.handshake(PacketHeader.THIRD, LOW, 0, NOISE, 8);
        assertThat(message).startsWith(new byte[8]).endsWith(NOISE).hasSize(16);
        assertThat(PacketHeader.read(message, 8, 16))
                .isEqualTo(new PacketHeader(PacketHeader.THIRD, LOW, 0, 13));
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 9", "3, 5", "4, 30"})
    void aPacketIsAsLongAsItsHeaderAndNoShorter(byte kind, int shortest) throws Exception {
        byte[] message = new byte[40];
        message[4] = kind;
        assertThat(PacketHeader.read(message, 4, 4 + shortest).kind()).isEqualTo(kind);
        for (int length = 0; length < shortest; length++) {
            assertRefused(ErrorCode.MESSAGE_MALFORMED, message, 4, 4 + length);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 6, 127, 128, 255})
    void otherKindsAreUnknown(int kind) {
        byte[] message = new byte[100];
        message[0] = (byte) kind;
        assertRefused(ErrorCode.MESSAGE_UNKNOWN, message, 0, 100);
        assertRefused(ErrorCode.MESSAGE_UNKNOWN, message, 0, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 5})
    void noHandshakeIsOfAnotherKind(int kind) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PacketHeader.handshake(kind, 0, 0, NOISE, 0));
    }

    @Property(tries = 2000)
    void garbageIsRefusedAndNeverMore(
            @ForAll @Size(max = 40) byte[] garbage, @ForAll @IntRange(max = 40) int at) {
        try {
            int begin = Math.min(at, garbage.length);
            var header = PacketHeader.read(garbage, begin, garbage.length);
            assertThat(header.bodyAt()).isBetween(begin, garbage.length);
        } catch (MalformedException e) {
            assertThat(e.code()).isIn(ErrorCode.MESSAGE_MALFORMED, ErrorCode.MESSAGE_UNKNOWN);
        }
    }

    private static PacketHeader read(byte[] message) throws MalformedException {
        return PacketHeader.read(message, 0, message.length);
    }

    private static void assertRefused(ErrorCode code, byte[] message, int at, int end) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> PacketHeader.read(message, at, end))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }
}
