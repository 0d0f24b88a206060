package org.resilientswarm.core.exchange;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate for 127.0.0.1 that only those know who are told.
///
/// @param certificateFile itself, in PEM
/// @param keyFile its key, in PEM
/// @param trusting the TLS of somebody who trusts nobody else
public record TestCertificate(Path certificateFile, Path keyFile, SSLContext trusting) {
    /// Makes one and writes it into the folder.
    public static TestCertificate in(Path folder) throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair keys = generator.generateKeyPair();
        X509Certificate certificate = certificate(keys);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("exchange", certificate);
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        var trusting = SSLContext.getInstance("TLS");
        trusting.init(null, managers.getTrustManagers(), null);
        return new TestCertificate(
                write(folder.resolve("cert.pem"), certificate),
                write(folder.resolve("key.pem"), new JcaPKCS8Generator(keys.getPrivate(), null)),
                trusting);
    }

    private static X509Certificate certificate(KeyPair keys) throws Exception {
        var name = new X500Name("CN=exchange.test");
        Instant now = Instant.now();
        var builder =
                new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(now.minus(Duration.ofHours(1))),
                        Date.from(now.plus(Duration.ofHours(1))),
                        name,
                        keys.getPublic());
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(keys.getPrivate())));
    }

    private static Path write(Path file, Object part) throws IOException {
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            pem.writeObject(part);
        }
        return Files.writeString(file, text.toString());
    }

    /// An exchange on a free port that shows it.
    public ExchangeConfig exchange() {
        return exchange(certificateFile, keyFile);
    }

    static ExchangeConfig exchange(Path certificate, Path key) {
        return new ExchangeConfig(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                -1,
                List.of(),
                certificate,
                key,
                ExchangeLimits.defaults());
    }
}
