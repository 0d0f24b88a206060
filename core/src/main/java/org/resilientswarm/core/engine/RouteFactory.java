package org.resilientswarm.core.engine;

import java.net.URI;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.signal.SignalInput;
import org.resilientswarm.core.signal.SignalRoute;
import org.resilientswarm.core.wire.PeerCard;

/// Opens the routes over exchanges; the composition root and the simulation have one each.
@FunctionalInterface
public interface RouteFactory {
    /// Begins to register at an exchange.
    ///
    /// @param url where it is
    /// @param identity who registers
    /// @param card this node's card at the time of asking; called on every thread
    /// @param sink takes what happens; called on every thread
    SignalRoute open(
            URI url, Identity identity, Supplier<PeerCard> card, Consumer<SignalInput> sink);
}
