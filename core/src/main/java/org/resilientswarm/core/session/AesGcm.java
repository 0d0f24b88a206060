package org.resilientswarm.core.session;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.resilientswarm.core.wire.PacketHeader;

/// AES-256-GCM over the packets of one direction. A nonce is four zero bytes and the counter. Owned
/// by the `swarm-loop` thread.
///
/// The JDK's own provider by name: it runs at the processor's speed, others that an application may
/// have installed do not.
final class AesGcm {
    private static final int COUNTER_AT = 4;

    private final Cipher cipher;
    private final int mode;
    private final byte[] nonce = new byte[12];

    private AesGcm(int mode) {
        this.mode = mode;
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no AES-GCM", e);
        }
    }

    static AesGcm forSealing() {
        return new AesGcm(Cipher.ENCRYPT_MODE);
    }

    static AesGcm forOpening() {
        return new AesGcm(Cipher.DECRYPT_MODE);
    }

    /// Seals content behind a header that is in the message already.
    void seal(EpochKey key, long counter, byte[] content, int length, byte[] message, int at) {
        try {
            begin(key, counter, message, at);
            cipher.doFinal(content, 0, length, message, at + PacketHeader.SEALED_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM fails", e);
        }
    }

    /// Opens the packet from `at` to `end` into the content, which is as long as it must be.
    ///
    /// @return whether it is genuine
    boolean open(EpochKey key, long counter, byte[] message, int at, int end, byte[] content) {
        try {
            begin(key, counter, message, at);
            int from = at + PacketHeader.SEALED_BYTES;
            cipher.doFinal(message, from, end - from, content, 0);
            return true;
        } catch (AEADBadTagException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM fails", e);
        }
    }

    private void begin(EpochKey key, long counter, byte[] message, int at)
            throws GeneralSecurityException {
        ByteBuffer.wrap(nonce).putLong(COUNTER_AT, counter);
        cipher.init(mode, key, new GCMParameterSpec(8 * PacketHeader.TAG_BYTES, nonce));
        cipher.updateAAD(message, at, PacketHeader.SEALED_BYTES);
    }
}
