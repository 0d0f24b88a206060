package org.resilientswarm.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.exchange.ExchangeConfig;
import org.resilientswarm.core.exchange.SignalExchange;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.NatKind;

class ExchangeCheckIT {
    @Test
    void anExchangeTellsWhatItIs() throws Exception {
        try (var exchange = SignalExchange.open(ExchangeConfig.onLoopback());
                var check = new ExchangeCheck()) {
            var facts = check.ask(exchange.url());
            assertThat(facts.failure()).isNull();
            assertThat(facts.agent()).startsWith("resilient-swarm/");
            assertThat(facts.answered()).isPositive();
            assertThat(facts.clockAhead()).isBetween(Duration.ofSeconds(-5), Duration.ofSeconds(5));
            assertThat(facts.stun())
                    .isEqualTo(new HostPort(exchange.url().getHost(), exchange.stunPort()));
        }
    }

    @Test
    void whatDoesNotListenCannotBeUsed() throws Exception {
        URI free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = URI.create("ws://127.0.0.1:" + socket.getLocalPort());
        }
        try (var check = new ExchangeCheck()) {
            var facts = check.ask(free);
            assertThat(facts.usable()).isFalse();
            assertThat(facts.failure()).isNotBlank();
        }
    }

    @Test
    void aMachineWithoutANatSeesItsOwnAddress() throws Exception {
        try (var exchange = SignalExchange.open(ExchangeConfig.onLoopback())) {
            var server = new HostPort("127.0.0.1", exchange.stunPort());
            var silent = new HostPort("127.0.0.1", 9);
            var network = NetworkCheck.look(List.of(server, silent));
            assertThat(network.nat()).isEqualTo(NatKind.OPEN);
            assertThat(network.outside()).hasSize(2);
            assertThat(network.outside().get(0).seen())
                    .extracting(HostPort::host)
                    .isEqualTo("127.0.0.1");
            assertThat(network.outside().get(1).seen()).isNull();
        }
    }
}
