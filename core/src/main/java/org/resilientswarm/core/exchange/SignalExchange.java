package org.resilientswarm.core.exchange;

import java.net.URI;
import org.resilientswarm.core.model.HostPort;

/// A running signal exchange.
public final class SignalExchange implements AutoCloseable {
    private SignalExchange() {}

    /// Starts an exchange.
    ///
    /// @throws org.resilientswarm.core.api.SwarmException `LISTEN_FAILED` when the address cannot
    ///     be listened on
    public static SignalExchange open(ExchangeConfig config) {
        throw new UnsupportedOperationException(config.toString());
    }

    /// Where it listens.
    public HostPort address() {
        throw new UnsupportedOperationException();
    }

    /// Its address for clients on this machine, `ws://HOST:PORT` or `wss://HOST:PORT`.
    public URI url() {
        throw new UnsupportedOperationException();
    }

    /// Stops listening and ends all connections.
    @Override
    public void close() {}
}
