package org.resilientswarm.core.exchange;

import java.time.Duration;

/// What one client of an exchange may do. What goes beyond is answered with a typed error and
/// counted.
///
/// @param messageBytes the largest message
/// @param signalsPerSecond how many signals a connection may send a second in the long run
/// @param signalBurst how many at once
/// @param registrationsPerMinute how many registrations one address may make a minute
/// @param roomsPerKey how many rooms one key may be in
/// @param mailboxSignals how many signals wait for a key that is not connected
/// @param mailboxTime for how long they wait
public record ExchangeLimits(
        int messageBytes,
        int signalsPerSecond,
        int signalBurst,
        int registrationsPerMinute,
        int roomsPerKey,
        int mailboxSignals,
        Duration mailboxTime) {
    /// The protocol's limits.
    public static ExchangeLimits defaults() {
        return new ExchangeLimits(64 * 1024, 50, 200, 20, 64, 32, Duration.ofSeconds(30));
    }
}
