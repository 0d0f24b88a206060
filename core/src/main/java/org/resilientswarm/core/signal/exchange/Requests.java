package org.resilientswarm.core.signal.exchange;

import java.time.Duration;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.signal.SignalInput;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.wire.ExchangeCodec;
import org.resilientswarm.core.wire.ExchangeMessage;
import org.resilientswarm.core.wire.Signal;

/// What this node wants of an exchange, signals carried and cards found, until it is known what
/// came of it. Outlives connections: whatever is open is asked for again over the next one. Belongs
/// to the client's loop.
final class Requests {
    /// The answer to a lookup comes this much after the exchange's wait at the latest.
    private static final Duration ANSWER_GRACE = Duration.ofSeconds(2);

    /// The exchange waits no longer than the protocol permits, or is in a hurry: it is not asked
    /// more often than this.
    private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(1);

    /// The connection as it is at the moment.
    interface Line {
        /// The route's name.
        String name();

        /// Whether the client is registered, so that [#say] reaches the exchange.
        boolean open();

        /// Why it is not, in words.
        String lostBecause();

        /// Sends a message.
        void say(ExchangeMessage.FromClient message);

        /// Tells the engine.
        void tell(SignalInput input);

        /// Runs a step on the loop after the delay.
        void later(Duration delay, Runnable step);
    }

    private final Line line;
    private final Clock clock;
    private final Outbox outbox = new Outbox();
    private final Lookups lookups = new Lookups();

    Requests(Line line, Clock clock) {
        this.line = line;
        this.clock = clock;
    }

    /// Wants a signal carried.
    void send(Signal signal) {
        outbox.add(signal)
                .ifPresent(
                        dropped ->
                                undelivered(
                                        dropped,
                                        ErrorCode.LIMIT_REACHED,
                                        "too many signals wait for this exchange"));
        Duration left = Duration.between(clock.now(), signal.created().plus(signal.ttl()));
        line.later(left, () -> settle(signal.id(), ErrorCode.SIGNAL_EXPIRED, expiredBecause()));
        if (line.open()) {
            line.say(new ExchangeMessage.Carried(signal));
        }
    }

    /// Wants a card found.
    void lookup(PublicKey key, Duration wait) {
        if (!line.open() && wait.isZero()) {
            line.tell(new SignalInput.CardMissing(line.name(), key, line.lostBecause()));
        } else if (!lookups.add(key, clock.nanos() + wait.toNanos())) {
            line.tell(new SignalInput.CardMissing(line.name(), key, "too many lookups at once"));
        } else {
            if (line.open()) {
                ask(key);
            }
            line.later(wait, () -> lookupOver(key));
        }
    }

    /// The line is open again.
    void resume() {
        outbox.all().forEach(signal -> line.say(new ExchangeMessage.Carried(signal)));
        lookups.keys().forEach(this::ask);
    }

    /// A card arrived.
    void found(ExchangeMessage.Card message) {
        if (lookups.settle(message.card().key())) {
            line.tell(new SignalInput.CardFound(line.name(), message.card()));
        }
    }

    /// The exchange does not know a key.
    void unknown(PublicKey key) {
        if (lookups.patience(key, clock.nanos()).compareTo(ASK_AGAIN_AFTER) > 0) {
            line.later(ASK_AGAIN_AFTER, () -> askAgain(key));
        } else if (lookups.settle(key)) {
            String reason = "nobody with this key is registered there";
            line.tell(new SignalInput.CardMissing(line.name(), key, reason));
        }
    }

    /// A signal was handed to its receiver.
    void delivered(byte[] id) {
        outbox.settle(id);
    }

    /// A signal waited at the exchange in vain.
    void expired(byte[] id) {
        settle(id, ErrorCode.SIGNAL_EXPIRED, "the receiver did not come in time");
    }

    /// The exchange refused what it names so.
    void refused(ErrorCode code, String reason, String reference) {
        for (PublicKey key : lookups.keys()) {
            if (ExchangeCodec.reference(key).equals(reference) && lookups.settle(key)) {
                line.tell(new SignalInput.CardMissing(line.name(), key, reason));
                return;
            }
        }
        for (Signal signal : outbox.all()) {
            if (ExchangeCodec.reference(signal.id()).equals(reference)) {
                settle(signal.id(), code, reason);
            }
        }
    }

    private void settle(byte[] id, ErrorCode code, String reason) {
        outbox.settle(id)
                // The exchange had it already from an earlier connection: it is on its way.
                .filter(_ -> code != ErrorCode.SIGNAL_REPLAYED)
                .ifPresent(signal -> undelivered(signal, code, reason));
    }

    private void undelivered(Signal signal, ErrorCode code, String reason) {
        line.tell(new SignalInput.SignalUndelivered(line.name(), signal.to(), code, reason));
    }

    private String expiredBecause() {
        return line.open()
                ? "the receiver did not come in time"
                : "the exchange is not connected: " + line.lostBecause();
    }

    private void lookupOver(PublicKey key) {
        if (line.open()) {
            line.later(ANSWER_GRACE, () -> missing(key, "the exchange does not answer"));
        } else {
            missing(key, line.lostBecause());
        }
    }

    private void missing(PublicKey key, String reason) {
        if (lookups.settleIfOver(key, clock.nanos())) {
            line.tell(new SignalInput.CardMissing(line.name(), key, reason));
        }
    }

    private void askAgain(PublicKey key) {
        if (line.open() && !lookups.patience(key, clock.nanos()).isZero()) {
            ask(key);
        }
    }

    private void ask(PublicKey key) {
        line.say(new ExchangeMessage.Lookup(key, lookups.patience(key, clock.nanos())));
    }
}
