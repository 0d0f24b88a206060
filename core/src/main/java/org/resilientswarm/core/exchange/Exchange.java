package org.resilientswarm.core.exchange;

import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import java.security.SecureRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.IntSupplier;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.wire.ExchangeCodec;

/// What the connections of one exchange share. Knows nothing of sockets.
final class Exchange {
    final ExchangeLimits limits;
    final Clock clock;
    final ScheduledExecutorService timer;
    final SecureRandom random = new SecureRandom();
    final ExchangeMetrics metrics = new ExchangeMetrics();
    final Directory directory = new Directory();
    final ExchangeCodec codec;
    final Rooms rooms;
    final Mailboxes mailboxes;
    final Delivery delivery;
    final RegistrationLimit registrations;
    final AuthorityCheck authorities;
    final IntSupplier stunPort;

    /// @param limits what clients may do
    /// @param clock tells the time
    /// @param timer wakes up what waits; its tasks never block
    /// @param worker runs what follows from that
    /// @param authorities says whether a registration is for here
    /// @param stunPort the UDP port at which STUN is answered, 0 for none
    Exchange(
            ExchangeLimits limits,
            Clock clock,
            ScheduledExecutorService timer,
            Executor worker,
            AuthorityCheck authorities,
            IntSupplier stunPort) {
        this.limits = limits;
        this.clock = clock;
        this.timer = timer;
        this.authorities = authorities;
        this.stunPort = stunPort;
        this.codec = new ExchangeCodec(limits.messageBytes());
        this.rooms = new Rooms(limits.roomsPerKey());
        this.registrations = new RegistrationLimit(limits.registrationsPerMinute());
        this.mailboxes =
                new Mailboxes(
                        limits,
                        worker,
                        Scheduler.forScheduledExecutorService(timer),
                        Ticker.systemTicker(),
                        this::expired);
        this.delivery = new Delivery(directory, mailboxes, metrics);
    }

    private void expired(Mailboxes.Letter letter) {
        delivery.expired(letter);
    }
}
