package org.resilientswarm.app.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.app.doctor.NetworkFacts.Interface;
import org.resilientswarm.app.doctor.NetworkFacts.Outside;
import org.resilientswarm.core.exchange.StunClient;
import org.resilientswarm.core.model.HostPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at this machine's network and asks STUN servers what it looks like from outside.
final class NetworkCheck {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkCheck.class);

    /// Each server is asked three times.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private NetworkCheck() {}

    /// Asks all servers from one port, so that their answers can be compared.
    static NetworkFacts look(List<HostPort> servers) throws IOException {
        var outside = new ArrayList<Outside>();
        try (var client = StunClient.open()) {
            for (HostPort server : servers) {
                outside.add(new Outside(server, ask(client, server)));
            }
        }
        List<String> own = addresses().map(NetworkCheck::text).toList();
        return new NetworkFacts(interfaces(), outside, NetworkFacts.nat(outside, own));
    }

    private static @Nullable HostPort ask(StunClient client, HostPort server) {
        try {
            var address = new InetSocketAddress(server.host(), server.port());
            return address.isUnresolved() ? null : client.ask(address, PATIENCE).orElse(null);
        } catch (IOException e) {
            LOG.info("event=stun_failed server={} reason=\"{}\"", server, e.getMessage());
            return null;
        }
    }

    private static List<Interface> interfaces() throws IOException {
        var all = new ArrayList<Interface>();
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            if (network.isUp() && !network.isLoopback()) {
                List<String> addresses =
                        network.inetAddresses()
                                .filter(address -> !address.isLinkLocalAddress())
                                .map(NetworkCheck::text)
                                .toList();
                all.add(new Interface(network.getName(), addresses));
            }
        }
        return all;
    }

    private static Stream<InetAddress> addresses() throws IOException {
        return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses);
    }

    /// Without the name of the network behind an IPv6 address.
    private static String text(InetAddress address) {
        return address.getHostAddress().replaceFirst("%.*", "");
    }
}
