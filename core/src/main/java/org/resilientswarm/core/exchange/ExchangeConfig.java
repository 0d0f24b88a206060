package org.resilientswarm.core.exchange;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a signal exchange is set up. Start from [#on].
///
/// @param listen where it listens for HTTP and WebSocket, port 0 for any free one
/// @param stunPort the UDP port on the same address for STUN binding requests, 0 for any free one,
///     -1 for none
/// @param publicNames the authorities (`HOST:PORT`) under which clients may register; empty for
///     those that fit this machine
/// @param tlsCertificate a PEM file with the certificate chain, or null for plain HTTP
/// @param tlsKey a PEM file with its private key, or null for plain HTTP
/// @param limits what a client may do
public record ExchangeConfig(
        InetSocketAddress listen,
        int stunPort,
        List<String> publicNames,
        @Nullable Path tlsCertificate,
        @Nullable Path tlsKey,
        ExchangeLimits limits) {
    /// Copies the list.
    public ExchangeConfig {
        publicNames = List.copyOf(publicNames);
    }

    /// Plain HTTP on this address, STUN on any free port, default limits.
    public static ExchangeConfig on(InetSocketAddress listen) {
        return new ExchangeConfig(listen, 0, List.of(), null, null, ExchangeLimits.defaults());
    }

    /// For this machine only, on any free port.
    public static ExchangeConfig onLoopback() {
        return on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }
}
