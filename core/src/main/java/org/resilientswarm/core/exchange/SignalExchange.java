package org.resilientswarm.core.exchange;

import java.net.InetAddress;
import java.net.URI;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.time.SwarmThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running signal exchange. Safe on every thread.
public final class SignalExchange implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SignalExchange.class);

    private final ExchangeServer server;
    private final InetAddress listen;

    private SignalExchange(ExchangeServer server, InetAddress listen) {
        this.server = server;
        this.listen = listen;
    }

    /// Starts an exchange.
    ///
    /// @throws org.resilientswarm.core.api.SwarmException `LISTEN_FAILED` when the address cannot
    ///     be listened on
    public static SignalExchange open(ExchangeConfig config) {
        var threads =
                new SwarmThreads(
                        (thread, thrown) -> LOG.error("thread={}", thread.getName(), thrown));
        var server = new ExchangeServer(config, threads);
        server.start();
        return new SignalExchange(server, config.listen().getAddress());
    }

    /// Where it listens; the host is `0.0.0.0` or `::` when on all of this machine's addresses.
    public HostPort address() {
        return new HostPort(listen.getHostAddress(), server.port());
    }

    /// Its address for clients on this machine, `ws://HOST:PORT` or `wss://HOST:PORT`.
    public URI url() {
        InetAddress dialled =
                listen.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : listen;
        var address = new HostPort(dialled.getHostAddress(), server.port());
        return URI.create((server.secure() ? "wss://" : "ws://") + address);
    }

    /// The UDP port at which it answers STUN binding requests, 0 for none.
    public int stunPort() {
        return server.stunPort();
    }

    /// What it does and did so far.
    public ExchangeStats stats() {
        return server.stats();
    }

    /// Stops listening and ends all connections.
    @Override
    public void close() {
        server.close();
    }
}
