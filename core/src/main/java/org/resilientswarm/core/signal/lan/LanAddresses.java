package org.resilientswarm.core.signal.lan;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This machine's addresses on networks where multicast may reach somebody.
public final class LanAddresses {
    private static final Logger LOG = LoggerFactory.getLogger(LanAddresses.class);

    private LanAddresses() {}

    /// One address, IPv4 if possible, for each network interface that is up and can do multicast;
    /// loopback and tunnels are left out. May take milliseconds: the system is asked.
    public static List<InetAddress> find() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(LanAddresses::usable)
                    .flatMap(network -> address(network).stream())
                    .toList();
        } catch (SocketException e) {
            LOG.info("lan interfaces error={}", e.toString());
            return List.of();
        }
    }

    private static boolean usable(NetworkInterface network) {
        try {
            return network.isUp()
                    && network.supportsMulticast()
                    && !network.isLoopback()
                    && !network.isPointToPoint();
        } catch (SocketException e) {
            return false; // It went away meanwhile.
        }
    }

    private static Optional<InetAddress> address(NetworkInterface network) {
        List<InetAddress> addresses = network.inetAddresses().toList();
        return addresses.stream()
                .filter(Inet4Address.class::isInstance)
                .findFirst()
                .or(() -> addresses.stream().filter(a -> !a.isLinkLocalAddress()).findFirst());
    }
}
