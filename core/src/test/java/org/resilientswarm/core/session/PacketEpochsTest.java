package org.resilientswarm.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.GoldenVectors;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.PacketHeader;
import org.resilientswarm.core.wire.Protocol;

class PacketEpochsTest {
    private static final byte[] CONTENT = {1, 2, 3, 4, 5};
    private static final long HOUR = Duration.ofHours(1).toNanos();
    private static final long LATE = Protocol.LATE_PACKETS.toNanos();

    private PacketCipher anna = anna(RekeyLimits.PROTOCOL, 0);
    private final PacketCipher ben = ben();

    @Test
    void theKeyIsRenewedAfterSoManyPackets() throws Exception {
        anna = anna(new RekeyLimits(3, HOUR), 0);
        for (int i = 0; i < 12; i++) {
            byte[] packet = seal(anna, CONTENT);
            assertThat(PacketHeader.epoch(packet, 0)).isEqualTo(i / 3);
            assertThat(anna.epoch()).isEqualTo(i / 3);
            assertThat(PacketHeader.counter(packet, 0)).isEqualTo(i);
            assertThat(open(packet)).isEqualTo(CONTENT);
        }
    }

    @Test
    void theKeyIsRenewedAfterSoMuchTime() throws Exception {
        byte[] before = seal(anna, CONTENT, HOUR - 1);
        assertThat(PacketHeader.epoch(before, 0)).isZero();
        byte[] after = seal(anna, CONTENT, HOUR);
        assertThat(PacketHeader.epoch(after, 0)).isOne();
        assertThat(PacketHeader.epoch(seal(anna, CONTENT, 2 * HOUR - 1), 0)).isOne();
        assertThat(PacketHeader.epoch(seal(anna, CONTENT, 2 * HOUR), 0)).isEqualTo(2);
        assertThat(open(before)).isEqualTo(CONTENT);
        assertThat(open(after)).isEqualTo(CONTENT);
    }

    @Test
    void aLongSilenceRenewsTheKeyOnce() throws Exception {
        byte[] after = seal(anna, CONTENT, 100 * HOUR);
        assertThat(PacketHeader.epoch(after, 0)).isOne();
        assertThat(open(after)).isEqualTo(CONTENT);
    }

    @Test
    void eachEpochHasAKeyOfItsOwn() {
        byte[] epochZero = seal(anna(new RekeyLimits(9, HOUR), 1), new byte[64]);
        var rekeyed = anna(new RekeyLimits(1, HOUR), 0);
        seal(rekeyed, CONTENT);
        byte[] epochOne = seal(rekeyed, new byte[64]);
        assertThat(PacketHeader.counter(epochOne, 0)).isEqualTo(1);
        assertThat(Arrays.copyOfRange(epochOne, 14, 78))
                .isNotEqualTo(Arrays.copyOfRange(epochZero, 14, 78));
    }

    @Test
    void epochsGoOnBeyondTheEightBitsThatTravel() throws Exception {
        anna = anna(new RekeyLimits(1, HOUR), 0);
        for (int i = 0; i < 600; i++) {
            assertThat(open(seal(anna, CONTENT))).isEqualTo(CONTENT);
        }
        assertThat(anna.epoch()).isEqualTo(599);
    }

    @Test
    void latePacketsOfTheEpochBeforeAreOpenedForAWhile() throws Exception {
        anna = anna(new RekeyLimits(3, HOUR), 0);
        byte[] old = seal(anna, CONTENT);
        byte[] older = seal(anna, CONTENT);
        seal(anna, CONTENT);
        assertThat(ben.open(seal(anna, CONTENT), 0, 35, 1000)).isEqualTo(CONTENT);
        assertThat(ben.open(old, 0, 35, 1000 + LATE - 1)).isEqualTo(CONTENT);
        assertRefused(ErrorCode.PACKET_REPLAYED, old);
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> ben.open(older, 0, 35, 1000 + LATE))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PACKET_FORGED));
    }

    @Test
    void packetsOfTwoEpochsBeforeAreForged() throws Exception {
        anna = anna(new RekeyLimits(2, HOUR), 0);
        byte[] old = seal(anna, CONTENT);
        for (int i = 0; i < 4; i++) {
            open(seal(anna, CONTENT));
        }
        assertRefused(ErrorCode.PACKET_FORGED, old);
    }

    @Test
    void packetsOfTwoEpochsAheadAreForged() throws Exception {
        anna = anna(new RekeyLimits(1, HOUR), 0);
        byte[] zero = seal(anna, CONTENT);
        byte[] one = seal(anna, CONTENT);
        byte[] two = seal(anna, CONTENT);
        assertRefused(ErrorCode.PACKET_FORGED, two);
        assertThat(open(zero)).isEqualTo(CONTENT);
        assertThat(open(one)).isEqualTo(CONTENT);
        assertThat(open(two)).isEqualTo(CONTENT);
    }

    @Test
    void aForgedPacketOfTheNextEpochChangesNothing() throws Exception {
        anna = anna(new RekeyLimits(3, HOUR), 0);
        var packets = new ArrayList<byte[]>();
        for (int i = 0; i < 4; i++) {
            packets.add(seal(anna, CONTENT));
        }
        byte[] forged = packets.get(3).clone();
        forged[20] ^= 1;
        for (int i = 0; i < 100; i++) {
            assertRefused(ErrorCode.PACKET_FORGED, forged);
        }
        for (byte[] packet : packets) {
            assertThat(open(packet)).isEqualTo(CONTENT);
        }
    }

    @Test
    void aPacketThatIsSaidToBeOfAnotherEpochIsForged() {
        for (int epoch = 1; epoch < 256; epoch++) {
            byte[] packet = seal(anna, CONTENT);
            packet[1] = (byte) epoch;
            assertRefused(ErrorCode.PACKET_FORGED, packet);
        }
    }

    @Test
    void packetsAreSealedAsRecorded() throws Exception {
        anna = anna(new RekeyLimits(1, HOUR), 1L << 32);
        for (String name : List.of("epoch-0", "epoch-1", "epoch-2")) {
            byte[] recorded = GoldenVectors.vector("packets.txt", name);
            assertThat(seal(anna, CONTENT)).as(name).isEqualTo(recorded);
            assertThat(open(recorded)).as(name).isEqualTo(CONTENT);
        }
    }

    @Test
    void anotherImplementationOpensThem() throws Exception {
        anna = anna(new RekeyLimits(1, HOUR), 0x0102_0304_0506_0708L);
        byte[] key = key(1);
        for (int epoch = 0; epoch < 3; epoch++) {
            byte[] packet = seal(anna, CONTENT);
            byte[] nonce = new byte[12];
            System.arraycopy(packet, 6, nonce, 4, 8);
            var gcm = GCMBlockCipher.newInstance(AESEngine.newInstance());
            byte[] header = Arrays.copyOf(packet, 14);
            gcm.init(false, new AEADParameters(new KeyParameter(key), 128, nonce, header));
            byte[] content = new byte[CONTENT.length];
            int length = gcm.processBytes(packet, 14, packet.length - 14, content, 0);
            gcm.doFinal(content, length);
            assertThat(content).isEqualTo(CONTENT);
            key = nextKey(key);
        }
    }

    private static byte[] nextKey(byte[] key) {
        var hkdf = new HKDFBytesGenerator(SHA256Digest.newInstance());
        byte[] label = "rswarm-session/1 next".getBytes(StandardCharsets.US_ASCII);
        hkdf.init(HKDFParameters.skipExtractParameters(key, label));
        byte[] next = new byte[32];
        hkdf.generateBytes(next, 0, 32);
        return next;
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
