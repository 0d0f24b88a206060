package org.resilientswarm.core.identity;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.SecureRandom;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PBKDF2Config;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;

/// An identity as PKCS#8 in PEM (RFC 8410, RFC 5958), encrypted with PBES2 (RFC 8018) when there is
/// a passphrase.
///
/// PBKDF2 rather than scrypt, because OpenSSL refuses scrypt with parameters that would be worth
/// having. The cipher has no tag: that a passphrase is wrong shows in what comes out.
final class KeyPem {
    /// What OWASP advises for PBKDF2 with HMAC-SHA-256: about half a second.
    private static final int ITERATIONS = 600_000;

    private static final int SALT_BYTES = 16;

    private KeyPem() {}

    static String write(Identity identity, char @Nullable [] passphrase, SecureRandom random) {
        try {
            var info =
                    new PrivateKeyInfo(
                            new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519),
                            new DEROctetString(identity.seed()));
            return passphrase == null
                    ? pem("PRIVATE KEY", info.getEncoded())
                    : pem("ENCRYPTED PRIVATE KEY", encrypt(info, passphrase, random).getEncoded());
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException("a key cannot be encoded", e);
        }
    }

    /// @param place where the text comes from, for messages
    static Identity read(String place, String pem, char @Nullable [] passphrase) {
        Object content;
        try (var parser = new PEMParser(new StringReader(pem))) {
            content = parser.readObject();
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(place, "is damaged", e);
        }
        return switch (content) {
            case PrivateKeyInfo info -> identity(place, info);
            case PKCS8EncryptedPrivateKeyInfo encrypted ->
                    identity(place, decrypt(place, encrypted, passphrase));
            case null, default -> throw damaged(place, "is not a PKCS#8 key file in PEM", null);
        };
    }

    private static Identity identity(String place, PrivateKeyInfo info) {
        try {
            if (PrivateKeyFactory.createKey(info) instanceof Ed25519PrivateKeyParameters key) {
                return Identity.ofSeed(key.getEncoded());
            }
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(place, "is damaged", e);
        }
        throw damaged(place, "holds a key of another kind: an identity is an Ed25519 key", null);
    }

    private static PKCS8EncryptedPrivateKeyInfo encrypt(
            PrivateKeyInfo info, char[] passphrase, SecureRandom random)
            throws OperatorCreationException {
        var derivation =
                new PBKDF2Config.Builder()
                        .withPRF(
                                new AlgorithmIdentifier(
                                        PKCSObjectIdentifiers.id_hmacWithSHA256,
                                        org.bouncycastle.asn1.DERNull.INSTANCE))
                        .withIterationCount(ITERATIONS)
                        .withSaltLength(SALT_BYTES)
                        .build();
        var encryptor =
                new JcePKCSPBEOutputEncryptorBuilder(
                                derivation, NISTObjectIdentifiers.id_aes256_CBC)
                        .setProvider(new BouncyCastleProvider())
                        .setRandom(random)
                        .build(passphrase);
        return new PKCS8EncryptedPrivateKeyInfoBuilder(info).build(encryptor);
    }

    private static PrivateKeyInfo decrypt(
            String place, PKCS8EncryptedPrivateKeyInfo encrypted, char @Nullable [] passphrase) {
        if (passphrase == null) {
            throw new SwarmException(
                    ErrorCode.KEY_FILE_PASSPHRASE,
                    place + " is encrypted: its passphrase is needed");
        }
        try {
            return encrypted.decryptPrivateKeyInfo(
                    new JcePKCSPBEInputDecryptorProviderBuilder()
                            .setProvider(new BouncyCastleProvider())
                            .build(passphrase));
        } catch (PKCSException | IllegalArgumentException e) {
            throw new SwarmException(
                    ErrorCode.KEY_FILE_PASSPHRASE, "the passphrase of " + place + " is wrong", e);
        }
    }

    private static String pem(String type, byte[] content) throws IOException {
        var text = new StringWriter();
        try (var writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, content));
        }
        return text.toString();
    }

    private static SwarmException damaged(String place, String what, @Nullable Exception cause) {
        String message = place + " " + what;
        return cause == null
                ? new SwarmException(ErrorCode.KEY_FILE_DAMAGED, message)
                : new SwarmException(ErrorCode.KEY_FILE_DAMAGED, message, cause);
    }
}
