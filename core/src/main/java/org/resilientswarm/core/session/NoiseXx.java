package org.resilientswarm.core.session;

import com.southernstorm.noise.protocol.CipherState;
import com.southernstorm.noise.protocol.CipherStatePair;
import com.southernstorm.noise.protocol.DHState;
import com.southernstorm.noise.protocol.HandshakeState;
import com.southernstorm.noise.protocol.Noise;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import javax.crypto.ShortBufferException;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.MalformedException;

/// `Noise_XX_25519_AESGCM_SHA256` between two nodes that know each other's identity key. Owned by
/// the `swarm-loop` thread.
final class NoiseXx {
    static final int KEY_BYTES = 32;
    static final int TAG_BYTES = 16;

    /// What a message has beside its payload: 1 an ephemeral key; 2 that, a sealed static key and
    /// the payload's tag; 3 a sealed static key and the payload's tag.
    static final int FIRST_OVERHEAD = KEY_BYTES;

    static final int SECOND_OVERHEAD = KEY_BYTES + KEY_BYTES + TAG_BYTES + TAG_BYTES;
    static final int THIRD_OVERHEAD = KEY_BYTES + TAG_BYTES + TAG_BYTES;

    private static final String PROTOCOL = "Noise_XX_25519_AESGCM_SHA256";
    private static final byte[] PROLOGUE = "rswarm/1".getBytes(StandardCharsets.US_ASCII);

    /// Any number will do: X25519 makes each a multiple of 8 first.
    private static final byte[] SOME_SCALAR = new byte[KEY_BYTES];

    private final HandshakeState state;
    private final boolean caller;

    private NoiseXx(HandshakeIdentity own, byte[] prologue, boolean caller) {
        this.caller = caller;
        try {
            state =
                    new HandshakeState(
                            PROTOCOL, caller ? HandshakeState.INITIATOR : HandshakeState.RESPONDER);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(PROTOCOL, e);
        }
        state.setPrologue(prologue, 0, prologue.length);
        state.getLocalKeyPair().copyFrom(own.staticKey());
        byte[] ephemeral = own.secret();
        state.getFixedEphemeralKey().setPrivateKey(ephemeral, 0);
        Arrays.fill(ephemeral, (byte) 0);
        state.start();
    }

    static NoiseXx call(HandshakeIdentity own, PublicKey called) {
        return new NoiseXx(own, prologue(own.publicKey(), called), true);
    }

    static NoiseXx beCalled(HandshakeIdentity own, PublicKey caller) {
        return new NoiseXx(own, prologue(caller, own.publicKey()), false);
    }

    private static byte[] prologue(PublicKey caller, PublicKey called) {
        return ByteBuffer.allocate(PROLOGUE.length + 2 * PublicKey.LENGTH)
                .put(PROLOGUE)
                .put(caller.bytes())
                .put(called.bytes())
                .array();
    }

    static DHState newKey() {
        try {
            return Noise.createDH("25519");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no X25519", e);
        }
    }

    static byte[] publicBytes(DHState key) {
        byte[] bytes = new byte[KEY_BYTES];
        key.getPublicKey(bytes, 0);
        return bytes;
    }

    /// The next message.
    ///
    /// @param overhead what it has beside the payload
    byte[] write(byte[] payload, int overhead) {
        byte[] message = new byte[overhead + payload.length];
        try {
            int length = state.writeMessage(message, 0, payload, 0, payload.length);
            if (length != message.length) {
                throw new IllegalStateException("a message of " + length + " bytes");
            }
            return message;
        } catch (ShortBufferException e) {
            throw new IllegalStateException("a message longer than " + message.length, e);
        }
    }

    /// Reads a message that begins with the far side's ephemeral key.
    ///
    /// @param payload is filled
    /// @throws MalformedException when that key is weak or the message does not open
    void readWithEphemeral(byte[] message, int at, int end, byte[] payload)
            throws MalformedException {
        requireStrong(message, at);
        read(message, at, end, payload);
    }

    /// Reads a message.
    ///
    /// @param end so that it is exactly as long as it must be with this payload
    /// @throws MalformedException when it does not open
    void read(byte[] message, int at, int end, byte[] payload) throws MalformedException {
        try {
            state.readMessage(message, at, end - at, payload, 0);
        } catch (BadPaddingException | ShortBufferException e) {
            throw new MalformedException(
                    ErrorCode.HANDSHAKE_FAILED,
                    "a handshake message that was damaged or is not for this handshake",
                    e);
        }
    }

    /// Refuses the few keys of low order: with them the shared secret is zero, whoever computes it.
    private static void requireStrong(byte[] message, int at) throws MalformedException {
        byte[] shared = new byte[KEY_BYTES];
        if (!X25519.calculateAgreement(SOME_SCALAR, 0, message, at, shared, 0)) {
            throw new MalformedException(
                    ErrorCode.HANDSHAKE_FAILED, "a handshake message with a weak key");
        }
    }

    /// The static key that the far side has proved to have. It is strong: the far side's identity
    /// has signed it.
    byte[] farStaticKey() {
        return publicBytes(state.getRemotePublicKey());
    }

    /// Ends the handshake: what both sides have heard and said, and what only they can know.
    Outcome finish() {
        byte[] hash = state.getHandshakeHash().clone();
        CipherStatePair pair = state.split();
        CipherState callers = caller ? pair.getSender() : pair.getReceiver();
        CipherState calleds = caller ? pair.getReceiver() : pair.getSender();
        try {
            byte[] secret = new byte[2 * (KEY_BYTES + TAG_BYTES)];
            int length = callers.encryptWithAd(hash, new byte[KEY_BYTES], 0, secret, 0, KEY_BYTES);
            calleds.encryptWithAd(hash, new byte[KEY_BYTES], 0, secret, length, KEY_BYTES);
            return new Outcome(hash, secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the ciphers of a finished handshake fail", e);
        } finally {
            pair.destroy();
        }
    }

    /// Forgets all keys.
    void destroy() {
        state.destroy();
    }

    /// @param hash over all messages, public
    /// @param secret what each of the two ciphers, the caller's first, makes of 32 zero bytes with
    ///     the hash as associated data
    record Outcome(byte[] hash, byte[] secret) {}
}
