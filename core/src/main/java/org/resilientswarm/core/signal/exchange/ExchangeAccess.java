package org.resilientswarm.core.signal.exchange;

import java.net.http.HttpClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.wire.PeerCard;

/// What all clients of one node have in common.
///
/// @param http makes the connections, from when it is there
/// @param loop one thread with timers, on which the clients do everything; nothing that they do
///     there blocks
/// @param clock tells the time
/// @param random for the times between attempts
/// @param card gives the node's present card; called on the loop
/// @param proof signs registrations; called on the loop
public record ExchangeAccess(
        CompletableFuture<HttpClient> http,
        ScheduledExecutorService loop,
        Clock clock,
        RandomGenerator random,
        Supplier<PeerCard> card,
        Proof proof) {
    /// Signs registrations, see [org.resilientswarm.core.wire.Registration#sign].
    public interface Proof {
        /// Signs one.
        byte[] sign(byte[] nonce, String authority);
    }
}
