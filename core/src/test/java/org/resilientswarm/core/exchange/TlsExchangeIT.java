package org.resilientswarm.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.signal.SignalInput;
import org.resilientswarm.core.signal.exchange.TestNode;

class TlsExchangeIT {
    @TempDir private Path folder;
    private TestCertificate certificate;

    @BeforeEach
    void makeCertificate() throws Exception {
        certificate = TestCertificate.in(folder);
    }

    @Test
    void clientsRegisterOverTls() {
        TestNode.Options trust = TestNode.Options.NONE.withTls(certificate.trusting());
        try (SignalExchange exchange = SignalExchange.open(certificate.exchange());
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
        Path file = certificate.certificateFile();
        assertThatThrownBy(() -> SignalExchange.open(TestCertificate.exchange(file, file)))
                .isInstanceOf(SwarmException.class)
                .hasMessageContaining("cert.pem")
                .hasMessageContaining("private key");
    }

    @Test
    void aPortThatIsTakenIsTold() {
        try (SignalExchange first = SignalExchange.open(certificate.exchange())) {
            var taken =
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), first.address().port());
            assertThatThrownBy(() -> SignalExchange.open(ExchangeConfig.on(taken)))
                    .isInstanceOf(SwarmException.class)
                    .hasMessageContaining("cannot listen")
                    .hasMessageContaining("Choose another");
        }
    }
}
