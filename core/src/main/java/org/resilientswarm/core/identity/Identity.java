package org.resilientswarm.core.identity;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.resilientswarm.core.model.PublicKey;

/// An Ed25519 key pair (RFC 8032): who a node is. Immutable.
///
/// Every signature covers a domain tag, a zero byte and then the message, so that what was signed
/// for one purpose is worth nothing for another.
public final class Identity {
    /// The length of a signature in bytes.
    public static final int SIGNATURE_LENGTH = 64;

    private final Ed25519PrivateKeyParameters privateKey;
    private final PublicKey publicKey;

    private Identity(Ed25519PrivateKeyParameters privateKey) {
        this.privateKey = privateKey;
        this.publicKey = new PublicKey(privateKey.generatePublicKey().getEncoded());
    }

    /// A new identity.
    ///
    /// @param random where its 32 secret bytes come from
    public static Identity generate(SecureRandom random) {
        return new Identity(new Ed25519PrivateKeyParameters(random));
    }

    /// The identity with this secret.
    ///
    /// @param seed 32 bytes
    public static Identity ofSeed(byte[] seed) {
        return new Identity(new Ed25519PrivateKeyParameters(seed));
    }

    /// The 32 secret bytes.
    public byte[] seed() {
        return privateKey.getEncoded();
    }

    /// The public half.
    public PublicKey publicKey() {
        return publicKey;
    }

    /// Signs a message.
    ///
    /// @param domain for which purpose, ASCII
    /// @param message what
    /// @return 64 bytes
    public byte[] sign(String domain, byte[] message) {
        var signer = new Ed25519Signer();
        signer.init(true, privateKey);
        update(signer, domain, message);
        return signer.generateSignature();
    }

    /// Whether the signature over the message was made by the owner of the key for this purpose.
    /// Never throws for wrong input.
    public static boolean verify(PublicKey key, String domain, byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_LENGTH) {
            return false;
        }
        var signer = new Ed25519Signer();
        try {
            signer.init(false, new Ed25519PublicKeyParameters(key.bytes()));
        } catch (IllegalArgumentException notAPoint) {
            return false;
        }
        update(signer, domain, message);
        return signer.verifySignature(signature);
    }

    private static void update(Ed25519Signer signer, String domain, byte[] message) {
        byte[] tag = domain.getBytes(StandardCharsets.US_ASCII);
        signer.update(tag, 0, tag.length);
        signer.update((byte) 0);
        signer.update(message, 0, message.length);
    }
}
