package org.resilientswarm.core.signal;

import java.time.Duration;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.Signal;

/// One way to reach a key before there is a link with it.
///
/// No method blocks, throws for what the network does, or calls the sink before it returns; what
/// happens comes back as a [SignalInput] by way of the sink given at construction. Called by the
/// `swarm-loop` thread only.
public interface SignalRoute extends AutoCloseable {
    /// The route's name in events and logs, such as the exchange's URL.
    String name();

    /// Sends a signal, as soon as the route is up, as long as it has not expired.
    void send(Signal signal);

    /// Asks for a member's card; answers `CardFound`, or `CardMissing` when the key is still not
    /// there after the wait, or when the route cannot ask.
    ///
    /// @param wait for how long the key may take to appear
    void lookup(PublicKey key, Duration wait);

    /// This node's card was renewed; a route that keeps it somewhere puts the new one there.
    void renewCard();

    /// Leaves the route. Nothing is told to the sink afterwards.
    @Override
    void close();
}
