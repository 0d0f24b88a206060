package org.resilientswarm.core.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/// Reads a certificate chain and its private key from PEM files (RFC 7468) into a key store in
/// memory.
final class PemFiles {
    /// The key store does not leave memory; it needs a password all the same.
    static final String PASSWORD = "in-memory";

    private PemFiles() {}

    /// Reads both.
    ///
    /// @throws IOException when a file cannot be read
    /// @throws GeneralSecurityException when a file is not what it should be; the message names it
    static KeyStore read(Path certificateFile, Path keyFile)
            throws IOException, GeneralSecurityException {
        Certificate[] chain = readChain(certificateFile);
        if (chain.length == 0) {
            throw new GeneralSecurityException(certificateFile + " has no certificate");
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("exchange", readKey(keyFile), PASSWORD.toCharArray(), chain);
        return store;
    }

    private static Certificate[] readChain(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .toArray(Certificate[]::new);
        }
    }

    private static PrivateKey readKey(Path file) throws IOException, GeneralSecurityException {
        try (Reader reader = Files.newBufferedReader(file);
                var parser = new PEMParser(reader)) {
            for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
                if (part instanceof PrivateKeyInfo info) {
                    return new JcaPEMKeyConverter().getPrivateKey(info);
                }
                if (part instanceof PEMKeyPair pair) {
                    return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
                }
            }
        }
        throw new GeneralSecurityException(
                file + " has no private key that is not encrypted: PKCS#8, PKCS#1 or SEC 1 in PEM");
    }
}
