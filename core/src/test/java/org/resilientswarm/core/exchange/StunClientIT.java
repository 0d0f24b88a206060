package org.resilientswarm.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.model.HostPort;

class StunClientIT {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void twoServersSeeTheSameAddressWhereNothingTranslates() throws Exception {
        try (var first = SignalExchange.open(ExchangeConfig.onLoopback());
                var second = SignalExchange.open(ExchangeConfig.onLoopback());
                var client = StunClient.open()) {
            for (SignalExchange exchange : new SignalExchange[] {first, second}) {
                var server = new InetSocketAddress(LOOPBACK, exchange.stunPort());
                assertThat(client.ask(server, Duration.ofSeconds(5)))
                        .contains(new HostPort(LOOPBACK.getHostAddress(), client.localPort()));
            }
        }
    }

    @Test
    void whatIsNoAnswerIsPassedOver() throws Exception {
        try (var exchange = SignalExchange.open(ExchangeConfig.onLoopback());
                var stranger = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
                var client = StunClient.open()) {
            var to = new InetSocketAddress(LOOPBACK, client.localPort());
            for (int length = 0; length < 10; length++) {
                stranger.send(new DatagramPacket(new byte[length], length, to));
            }
            var server = new InetSocketAddress(LOOPBACK, exchange.stunPort());
            assertThat(client.ask(server, Duration.ofSeconds(5))).isPresent();
        }
    }

    @Test
    void aServerThatIsSilentIsAskedThreeTimes() throws Exception {
        try (var silent = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
                var client = StunClient.open()) {
            var server = (InetSocketAddress) silent.getLocalSocketAddress();
            assertThat(client.ask(server, Duration.ofMillis(50))).isEmpty();
            silent.setSoTimeout(5_000);
            var packet = new DatagramPacket(new byte[100], 100);
            for (int i = 0; i < 3; i++) {
                silent.receive(packet);
                assertThat(packet.getLength()).isEqualTo(StunMessage.HEADER_BYTES);
            }
        }
    }
}
