package org.resilientswarm.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.signal.SignalInput;
import org.resilientswarm.core.signal.exchange.TestNode;

class TlsExchangeIT {
    @TempDir private Path folder;
    private Path certificateFile;
    private Path keyFile;
    private SSLContext trusting;

    @BeforeEach
    void makeCertificate() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair keys = generator.generateKeyPair();
        X509Certificate certificate = certificate(keys);
        certificateFile = write("cert.pem", certificate);
        keyFile = write("key.pem", new JcaPKCS8Generator(keys.getPrivate(), null));
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("exchange", certificate);
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(null, managers.getTrustManagers(), null);
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

    private Path write(String name, Object part) throws IOException {
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            pem.writeObject(part);
        }
        return Files.writeString(folder.resolve(name), text.toString());
    }

    private ExchangeConfig config(Path certificate, Path key) {
        return new ExchangeConfig(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                -1,
                List.of(),
                certificate,
                key,
                ExchangeLimits.defaults());
    }

    @Test
    void clientsRegisterOverTls() {
        TestNode.Options trust = TestNode.Options.NONE.withTls(trusting);
        try (SignalExchange exchange = SignalExchange.open(config(certificateFile, keyFile));
                TestNode anna = TestNode.at(exchange.url(), trust).connected();
                TestNode ben = TestNode.at(exchange.url(), trust).connected()) {
            assertThat(exchange.url().getScheme()).isEqualTo("wss");
            assertThat(exchange.stunPort()).isZero();
            assertThat(anna.await(SignalInput.AddressObserved.class, _ -> true).stun()).isNull();
            anna.client.send(anna.signalTo(ben.key(), 10));
            ben.await(SignalInput.SignalArrived.class, _ -> true);
        }
    }

    @Test
    void aFileThatIsNoKeyIsNamed() {
        assertThatThrownBy(() -> SignalExchange.open(config(certificateFile, certificateFile)))
                .isInstanceOf(SwarmException.class)
                .hasMessageContaining("cert.pem")
                .hasMessageContaining("private key");
    }

    @Test
    void aPortThatIsTakenIsTold() {
        try (SignalExchange first = SignalExchange.open(config(certificateFile, keyFile))) {
            var taken =
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), first.address().port());
            assertThatThrownBy(() -> SignalExchange.open(ExchangeConfig.on(taken)))
                    .isInstanceOf(SwarmException.class)
                    .hasMessageContaining("cannot listen")
                    .hasMessageContaining("Choose another");
        }
    }
}
