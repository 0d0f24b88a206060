package org.resilientswarm.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.PacketHeader;
import org.resilientswarm.core.wire.Protocol;

class PacketCipherTest {
    private static final byte[] CONTENT = {1, 2, 3, 4, 5};
    private static final int WINDOW = Protocol.REPLAY_WINDOW;

    private PacketCipher anna = anna(RekeyLimits.PROTOCOL, 0);
    private final PacketCipher ben = ben();

    @Test
    void whatOneSealsTheOtherOpens() throws Exception {
        assertThat(open(seal(anna, CONTENT))).isEqualTo(CONTENT);
        byte[] back = seal(ben, CONTENT);
        assertThat(anna.open(back, 0, back.length, 0)).isEqualTo(CONTENT);
    }

    @Test
    void nobodyOpensOnesOwnPackets() {
        byte[] packet = seal(anna, CONTENT);
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> anna.open(packet, 0, packet.length, 0))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PACKET_FORGED));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 65_536 - 30, 1 << 20})
    void contentHasAnyLength(int length) throws Exception {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        byte[] packet = seal(anna, content);
        assertThat(packet).hasSize(length + PacketCipher.OVERHEAD);
        assertThat(open(packet)).isEqualTo(content);
    }

    @Test
    void aPacketIsWrittenWhereItShallBeAndNowhereElse() throws Exception {
        byte[] content = Arrays.copyOf(CONTENT, 100);
        byte[] message = new byte[8 + CONTENT.length + PacketCipher.OVERHEAD + 4];
        anna.seal(content, CONTENT.length, message, 8, 0);
        assertThat(message).startsWith(new byte[8]).endsWith(new byte[4]);
        assertThat(ben.open(message, 8, message.length - 4, 0)).isEqualTo(CONTENT);
    }

    @Test
    void aPacketSaysForWhichSessionItIs() throws Exception {
        byte[] packet = seal(anna, CONTENT);
        assertThat(PacketHeader.read(packet, 0, packet.length))
                .isEqualTo(new PacketHeader(PacketHeader.SEALED, 7, 0, 14));
    }

    @Test
    void theSameContentNeverLooksTheSame() {
        byte[] one = seal(anna, new byte[64]);
        byte[] other = seal(anna, new byte[64]);
        assertThat(Arrays.copyOfRange(one, 14, 78)).isNotEqualTo(Arrays.copyOfRange(other, 14, 78));
    }

    @Test
    void aPacketWithAnyBitChangedIsForged() throws Exception {
        byte[] packet = seal(anna, CONTENT);
        for (int bit = 0; bit < 8 * packet.length; bit++) {
            byte[] flipped = packet.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused(ErrorCode.PACKET_FORGED, flipped);
        }
        assertThat(open(packet)).isEqualTo(CONTENT);
    }

    @Test
    void aPacketThatIsCutOffIsRefused() throws Exception {
        byte[] packet = seal(anna, CONTENT);
        for (int length = 0; length < packet.length; length++) {
            assertRefused(
                    length < PacketCipher.OVERHEAD
                            ? ErrorCode.MESSAGE_MALFORMED
                            : ErrorCode.PACKET_FORGED,
                    Arrays.copyOf(packet, length));
        }
        assertRefused(ErrorCode.PACKET_FORGED, Arrays.copyOf(packet, packet.length + 1));
        assertThat(open(packet)).isEqualTo(CONTENT);
    }

    @Test
    void aPacketOfAnotherSessionIsForged() throws Exception {
        byte[] other = new byte[32];
        var stranger = new PacketCipher(new SessionKeys(other, other.clone()), 7, 0);
        assertRefused(ErrorCode.PACKET_FORGED, seal(stranger, CONTENT));
        assertThat(open(seal(anna, CONTENT))).isEqualTo(CONTENT);
    }

    @Test
    void aPacketThatCameBeforeIsRefused() throws Exception {
        byte[] packet = seal(anna, CONTENT);
        open(packet);
        assertRefused(ErrorCode.PACKET_REPLAYED, packet);
        open(seal(anna, CONTENT));
        assertRefused(ErrorCode.PACKET_REPLAYED, packet);
    }

    @Test
    void packetsMayArriveInAnyOrderButEachOnlyOnce() throws Exception {
        var packets = new ArrayList<byte[]>();
        for (int i = 0; i < 1000; i++) {
            packets.add(seal(anna, CONTENT));
        }
        Collections.shuffle(packets, new Random(1));
        for (byte[] packet : packets) {
            assertThat(open(packet)).isEqualTo(CONTENT);
        }
        for (byte[] packet : packets) {
            assertRefused(ErrorCode.PACKET_REPLAYED, packet);
        }
    }

    @Test
    void aPacketIsOpenedUntilItIsTooOldToTell() throws Exception {
        byte[] zero = seal(anna, CONTENT);
        byte[] one = seal(anna, CONTENT);
        anna = anna(RekeyLimits.PROTOCOL, WINDOW);
        open(seal(anna, CONTENT));
        assertRefused(ErrorCode.PACKET_REPLAYED, zero);
        assertThat(open(one)).isEqualTo(CONTENT);
    }

    @Test
    void aForgedPacketDoesNotMoveTheWindow() throws Exception {
        byte[] early = seal(anna, CONTENT);
        byte[] forged = seal(anna(RekeyLimits.PROTOCOL, Long.MAX_VALUE - 1), CONTENT);
        forged[20] ^= 1;
        assertRefused(ErrorCode.PACKET_FORGED, forged);
        assertThat(open(early)).isEqualTo(CONTENT);
    }

    @Test
    void aNegativeCounterIsForged() {
        byte[] packet = new byte[30];
        PacketHeader.writeSealed(packet, 0, 0, 7, -1);
        assertRefused(ErrorCode.PACKET_FORGED, packet);
        PacketHeader.writeSealed(packet, 0, 0, 7, Long.MIN_VALUE);
        assertRefused(ErrorCode.PACKET_FORGED, packet);
    }

    @ParameterizedTest
    @ValueSource(longs = {(1L << 31) - 2, (1L << 32) - 2, (1L << 48) - 2})
    void countersGoOnBeyondAnyWidth(long start) throws Exception {
        anna = anna(RekeyLimits.PROTOCOL, start);
        var nonces = new ArrayList<byte[]>();
        for (int i = 0; i < 4; i++) {
            byte[] packet = seal(anna, CONTENT);
            assertThat(PacketHeader.counter(packet, 0)).isEqualTo(start + i);
            assertThat(open(packet)).isEqualTo(CONTENT);
            assertRefused(ErrorCode.PACKET_REPLAYED, packet);
            nonces.add(packet);
        }
        assertThat(nonces).doesNotHaveDuplicates();
    }

    @Test
    void aMessageWithoutRoomIsRefusedBeforeACounterIsUsed() throws Exception {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> anna.seal(CONTENT, 5, new byte[34], 0, 0));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> anna.seal(CONTENT, 5, new byte[35], 1, 0));
        assertThat(PacketHeader.counter(seal(anna, CONTENT), 0)).isZero();
    }

    @Test
    void afterTheEndNothingIsSealedOrOpened() {
        byte[] packet = seal(anna, CONTENT);
        anna.destroy();
        ben.destroy();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> seal(anna, CONTENT));
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> open(packet));
    }

    private static byte[] key(int value) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) value);
        return key;
    }

    private static PacketCipher anna(RekeyLimits limits, long counter) {
        return new PacketCipher(new SessionKeys(key(1), key(2)), 7, 0, limits, counter);
    }

    private static PacketCipher ben() {
        return new PacketCipher(new SessionKeys(key(2), key(1)), 9, 0);
    }

    private static byte[] seal(PacketCipher cipher, byte[] content) {
        return seal(cipher, content, 0);
    }

    private static byte[] seal(PacketCipher cipher, byte[] content, long now) {
        byte[] packet = new byte[content.length + PacketCipher.OVERHEAD];
        cipher.seal(content, content.length, packet, 0, now);
        return packet;
    }

    private byte[] open(byte[] packet) throws MalformedException {
        return ben.open(packet, 0, packet.length, 0);
    }

    private void assertRefused(ErrorCode code, byte[] packet) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> open(packet))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }
}
