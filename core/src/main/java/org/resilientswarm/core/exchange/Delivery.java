package org.resilientswarm.core.exchange;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.ExchangeMessage;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.Signal;

/// Hands signals over, or lets them wait. Safe on every thread.
final class Delivery {
    /// A signal made in the future by the permitted skew passes `verify` until it is that old.
    private static final Duration REPLAY_WINDOW =
            Protocol.SIGNAL_TTL.plus(Protocol.MAX_CLOCK_SKEW.multipliedBy(2));

    /// What 2,000 signals a second leave in the window, about 40 MB at worst.
    private static final long MAX_RECENT = 300_000;

    private final Directory directory;
    private final Mailboxes mailboxes;
    private final ExchangeMetrics metrics;
    private final Cache<ByteBuffer, Boolean> recent =
            Caffeine.newBuilder()
                    .expireAfterWrite(REPLAY_WINDOW)
                    .maximumSize(MAX_RECENT)
                    .executor(Runnable::run)
                    .build();

    Delivery(Directory directory, Mailboxes mailboxes, ExchangeMetrics metrics) {
        this.directory = directory;
        this.mailboxes = mailboxes;
        this.metrics = metrics;
    }

    /// Carries a signal that a registered client sent.
    ///
    /// @throws MalformedException when it is forged, expired, repeated, or its receiver's mailbox
    ///     is full
    void carry(Signal signal, PublicKey senderKey, ExchangeConnection sender, Instant now)
            throws MalformedException {
        check(signal, senderKey, now);
        if (handOver(signal)) {
            sender.send(new ExchangeMessage.Delivered(signal.id()));
            return;
        }
        if (!mailboxes.put(new Mailboxes.Letter(signal, sender))) {
            throw new MalformedException(
                    ErrorCode.LIMIT_REACHED, "the receiver is not here and its mailbox is full");
        }
        metrics.signalWaits();
        sender.send(new ExchangeMessage.Waiting(signal.id()));
        if (directory.present(signal.to())) {
            // It registered after it was looked for and before the signal was in its mailbox.
            handOverMail(signal.to());
        }
    }

    /// Hands over what waited for a key that has just registered.
    void handOverMail(PublicKey key) {
        for (Mailboxes.Letter letter : mailboxes.take(key)) {
            if (handOver(letter.signal())) {
                letter.sender().send(new ExchangeMessage.Delivered(letter.signal().id()));
            } else {
                expired(letter);
            }
        }
    }

    /// Tells the sender that its signal waited in vain.
    void expired(Mailboxes.Letter letter) {
        metrics.signalExpired();
        letter.sender().send(new ExchangeMessage.Expired(letter.signal().id()));
    }

    private void check(Signal signal, PublicKey senderKey, Instant now) throws MalformedException {
        if (!signal.from().equals(senderKey)) {
            throw new MalformedException(
                    ErrorCode.SIGNATURE_WRONG, "a signal in another key's name");
        }
        signal.verify(now);
        boolean repeated = recent.asMap().putIfAbsent(ByteBuffer.wrap(signal.id()), true) != null;
        if (repeated) {
            throw new MalformedException(ErrorCode.SIGNAL_REPLAYED, "a signal that came before");
        }
    }

    private boolean handOver(Signal signal) {
        List<ExchangeConnection> receivers = directory.connections(signal.to());
        receivers.forEach(receiver -> receiver.send(new ExchangeMessage.Carried(signal)));
        if (!receivers.isEmpty()) {
            metrics.signalDelivered();
        }
        return !receivers.isEmpty();
    }
}
