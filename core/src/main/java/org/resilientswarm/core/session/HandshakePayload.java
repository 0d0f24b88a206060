package org.resilientswarm.core.session;

import java.nio.ByteBuffer;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.MalformedException;

/// What a handshake message carries, sealed:
///
/// ```
/// +---------------+---------------+---------------+---------------
/// | identity key  | signature     | random        | ML-KEM-768 …
/// +---------------+---------------+---------------+---------------
///  32 bytes        64              32              1184 or 1088
/// ```
///
/// @param signature the identity's, over the sender's Noise static key
/// @param random secret, goes into the traffic keys
/// @param encapsulation the called side's encapsulation key, or the caller's ciphertext for it
record HandshakePayload(PublicKey identity, byte[] signature, byte[] random, byte[] encapsulation) {
    private static final int RANDOM_BYTES = 32;
    private static final int FIXED_BYTES =
            PublicKey.LENGTH + Identity.SIGNATURE_LENGTH + RANDOM_BYTES;

    /// The length of the called side's payload.
    static final int CALLED_BYTES = FIXED_BYTES + KeyEncapsulation.KEY_BYTES;

    /// The length of the caller's payload.
    static final int CALLER_BYTES = FIXED_BYTES + KeyEncapsulation.CIPHERTEXT_BYTES;

    byte[] encode() {
        return ByteBuffer.allocate(FIXED_BYTES + encapsulation.length)
                .put(identity.bytes())
                .put(signature)
                .put(random)
                .put(encapsulation)
                .array();
    }

    /// @param payload at least as long as the fixed part
    static HandshakePayload decode(byte[] payload) {
        var in = ByteBuffer.wrap(payload);
        return new HandshakePayload(
                new PublicKey(take(in, PublicKey.LENGTH)),
                take(in, Identity.SIGNATURE_LENGTH),
                take(in, RANDOM_BYTES),
                take(in, in.remaining()));
    }

    private static byte[] take(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    /// Checks that the expected node has made the handshake.
    ///
    /// @param staticKey the Noise static key of whoever made it
    /// @throws MalformedException when it was somebody else
    void requireFrom(PublicKey expected, byte[] staticKey) throws MalformedException {
        if (!identity.equals(expected)) {
            throw new MalformedException(
                    ErrorCode.HANDSHAKE_FAILED,
                    "a handshake by " + identity.shortText() + " in place of the peer");
        }
        if (!Identity.verify(identity, HandshakeIdentity.DOMAIN, staticKey, signature)) {
            throw new MalformedException(
                    ErrorCode.HANDSHAKE_FAILED,
                    "a handshake with a session key that the peer has not signed");
        }
    }
}
