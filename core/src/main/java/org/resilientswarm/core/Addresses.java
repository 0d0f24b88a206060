package org.resilientswarm.core;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.wire.Protocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where others can reach what listens on this machine.
final class Addresses {
    private static final Logger LOG = LoggerFactory.getLogger(Addresses.class);

    private Addresses() {}

    /// The addresses for one to listen on: itself, or, when it stands for all addresses of this
    /// machine, those that others may reach; loopback only when there is nothing else.
    static List<HostPort> reachable(HostPort listen) {
        try {
            if (!InetAddress.getByName(listen.host()).isAnyLocalAddress()) {
                return List.of(listen);
            }
            List<InetAddress> own = ownAddresses();
            return own.stream()
                    .sorted(
                            Comparator.comparing(InetAddress::isLoopbackAddress)
                                    .thenComparing(Inet6Address.class::isInstance))
                    .limit(Protocol.MAX_ADDRESSES)
                    .map(address -> new HostPort(withoutScope(address), listen.port()))
                    .toList();
        } catch (SocketException | UnknownHostException e) {
            LOG.warn("event=own_addresses_unknown reason=\"{}\"", e.getMessage());
            return List.of(listen);
        }
    }

    /// The name of this machine's network behind an IPv6 address means nothing to others.
    private static String withoutScope(InetAddress address) {
        return address.getHostAddress().replaceFirst("%.*", "");
    }

    /// All addresses of this machine that others may reach; empty when the system does not say.
    /// May take milliseconds.
    static Set<InetAddress> own() {
        try {
            return Set.copyOf(ownAddresses());
        } catch (SocketException e) {
            LOG.warn("event=own_addresses_unknown reason=\"{}\"", e.getMessage());
            return Set.of();
        }
    }

    private static List<InetAddress> ownAddresses() throws SocketException {
        var all = new ArrayList<InetAddress>();
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            if (network.isUp()) {
                network.inetAddresses()
                        .filter(address -> !address.isLinkLocalAddress())
                        .forEach(all::add);
            }
        }
        boolean others = all.stream().anyMatch(address -> !address.isLoopbackAddress());
        all.removeIf(address -> others && address.isLoopbackAddress());
        return all;
    }
}
