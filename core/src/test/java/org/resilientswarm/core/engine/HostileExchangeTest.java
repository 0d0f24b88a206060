package org.resilientswarm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmLink;
import org.resilientswarm.core.signal.SignalInput;
import org.resilientswarm.core.wire.TestCards;

class HostileExchangeTest {
    private static final String EXCHANGE = EngineBench.EXCHANGE.toString();

    private final EngineBench bench = new EngineBench();
    private final RawNeighbour wanted = bench.stranger(1);

    @Test
    void aForgedCardFailsTheCallAndTheNextCallAsksAgain() {
        CompletableFuture<PublicKey> call = call();
        bench.tell(new SignalInput.CardFound(EXCHANGE, TestCards.forged(wanted.card())));
        assertThat(bench.refusedSignals()).containsExactly(ErrorCode.SIGNATURE_WRONG);
        assertFails(call, ErrorCode.PEER_UNKNOWN);
        call();
        assertThat(bench.lookups).containsExactly(wanted.key(), wanted.key());
    }

    @Test
    void aCardOfSomebodyElseIsNoAnswer() {
        CompletableFuture<PublicKey> call = call();
        bench.tell(new SignalInput.CardFound(EXCHANGE, bench.stranger(2).card()));
        assertThat(call).isNotDone();
        bench.tell(new SignalInput.CardMissing(EXCHANGE, wanted.key(), "not here"));
        assertFails(call, ErrorCode.PEER_UNKNOWN);
    }

    @Test
    void anExchangeThatNeverAnswersFailsTheCallInTime() {
        CompletableFuture<PublicKey> call = call();
        bench.time.pass(Duration.ofSeconds(20));
        assertFails(call, ErrorCode.PEER_SILENT);
    }

    @Test
    void aSignalForSomebodyElseIsRefused() {
        RawNeighbour other = bench.stranger(2);
        other.sendsByExchange(
                org.resilientswarm.core.wire.TestSignals.signal(
                        other.identity(),
                        wanted.key(),
                        new byte[64],
                        bench.time.now(),
                        bench.random()));
        assertThat(bench.refusedSignals()).containsExactly(ErrorCode.SIGNAL_UNREADABLE);
    }

    private CompletableFuture<PublicKey> call() {
        var caller = new CompletableFuture<PublicKey>();
        bench.engine().call(SwarmLink.to(wanted.key()), caller);
        bench.time.pass(Duration.ZERO);
        return caller;
    }

    private static void assertFails(CompletableFuture<?> future, ErrorCode code) {
        assertThat(future)
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOfSatisfying(
                        SwarmException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
