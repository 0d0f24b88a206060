package org.resilientswarm.core.signal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.exchange.ExchangeConfig;
import org.resilientswarm.core.exchange.SignalExchange;
import org.resilientswarm.core.model.ExchangeState;
import org.resilientswarm.core.signal.SignalInput;
import org.resilientswarm.core.wire.Signal;

class ExchangeClientIT {
    private static SignalExchange open(int port) {
        return SignalExchange.open(
                ExchangeConfig.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    }

    @Test
    void twoClientsExchangeSignals() {
        try (SignalExchange exchange = open(0);
                TestNode anna = TestNode.at(exchange.url()).connected();
                TestNode ben = TestNode.at(exchange.url()).connected()) {
            Signal there = anna.signalTo(ben.key(), 3_000);
            Signal back = ben.signalTo(anna.key(), 100);

            anna.client.send(there);
            ben.client.send(back);

            var atBen = ben.await(SignalInput.SignalArrived.class, _ -> true);
            var atAnna = anna.await(SignalInput.SignalArrived.class, _ -> true);
            assertThat(atBen.signal()).usingRecursiveComparison().isEqualTo(there);
            assertThat(atAnna.signal()).usingRecursiveComparison().isEqualTo(back);
            assertThat(exchange.stats().delivered()).isEqualTo(2);
            assertThat(anna.stray).isEmpty();
        }
    }

    @Test
    void aLookupWaitsForAKeyThatIsLate() {
        try (SignalExchange exchange = open(0);
                TestNode anna = TestNode.at(exchange.url()).connected();
                TestNode ben = TestNode.at(exchange.url())) {
            anna.client.lookup(ben.key(), Duration.ofSeconds(10));

            var found = anna.await(SignalInput.CardFound.class, _ -> true);
            assertThat(found.card().key()).isEqualTo(ben.key());
        }
    }

    @Test
    void aClientComesBackAfterTheExchangeRestarted() {
        SignalExchange first = open(0);
        int port = first.address().port();
        try (TestNode anna = TestNode.at(first.url()).connected()) {
            first.close();
            anna.awaitState(ExchangeState.LOST, 1);
            try (SignalExchange second = open(port);
                    TestNode ben = TestNode.at(second.url()).connected()) {
                anna.awaitState(ExchangeState.CONNECTED, 2);
                Signal signal = ben.signalTo(anna.key(), 10);
                ben.client.send(signal);
                var arrived = anna.await(SignalInput.SignalArrived.class, _ -> true);
                assertThat(Arrays.equals(arrived.signal().id(), signal.id())).isTrue();
            }
        }
    }
}
