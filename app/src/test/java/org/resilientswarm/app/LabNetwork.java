package org.resilientswarm.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Hosts made of network namespaces around a public segment: each behind a router of its own, which
/// treats UDP in one way. Needs root. Everything is gone after [#close], and when this process
// ends.
final class LabNetwork implements AutoCloseable {
    /// What stands on the public segment; a range for documents (RFC 5737).
    static final String FIRST = "198.51.100.1";

    /// The public host's second address.
    static final String SECOND = "198.51.100.2";

    private static final String PUBLIC = "pub";

    /// What a router does.
    enum Treatment {
        /// No router: the host is on the public segment.
        OPEN,
        /// Translates each port to one outside port, and lets in only from where was sent to.
        PORT_RESTRICTED,
        /// Translates each pair of a port and a far side to another outside port.
        SYMMETRIC,
        /// Lets no UDP through.
        UDP_BLOCKED
    }

    /// A host.
    ///
    /// @param namespace where its processes run
    record Host(String namespace) {
        /// The words that run a command on it.
        List<String> runner() {
            return List.of("ip", "netns", "exec", namespace);
        }
    }

    private final String prefix = "rswarm" + ProcessHandle.current().pid() + "-";
    private final List<String> namespaces = new ArrayList<>();
    private final Thread whenKilled = Thread.ofPlatform().unstarted(this::remove);
    private int hosts;

    /// Makes the public segment.
    LabNetwork() {
        Runtime.getRuntime().addShutdownHook(whenKilled);
        String pub = namespace(PUBLIC);
        in(pub, "ip link add br0 type bridge");
        in(pub, "ip address add " + FIRST + "/24 dev br0");
        in(pub, "ip address add " + SECOND + "/24 dev br0");
        in(pub, "ip link set br0 up");
    }

    /// Why there can be no such network here, or an empty text.
    static String obstacle() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return "only root can make network namespaces";
        }
        for (String command : List.of("ip -V", "nft --version")) {
            if (!succeeds(command)) {
                return "there is no command '" + command + "' here";
            }
        }
        String probe = "rswarm-probe" + ProcessHandle.current().pid();
        if (!succeeds("ip netns add " + probe)) {
            return "this machine lets nobody make network namespaces";
        }
        boolean filters = succeeds("ip netns exec " + probe + " nft list ruleset");
        run("ip netns delete " + probe);
        return filters ? "" : "nft does not work in a network namespace here";
    }

    /// The host on the public segment.
    Host publicHost() {
        return new Host(prefix + PUBLIC);
    }

    /// Adds a host.
    Host host(Treatment treatment) {
        int number = ++hosts;
        String address = "198.51.100." + (10 + number);
        String host = namespace("h" + number);
        if (treatment == Treatment.OPEN) {
            connect(host, "wan", address);
            in(host, "ip route add default via " + FIRST);
            return new Host(host);
        }
        String router = namespace("r" + number);
        connect(router, "wan", address);
        in(router, "ip route add default via " + FIRST);
        in(router, "ip link add lan type veth peer name eth0 netns " + host);
        in(router, "ip address add 10.7." + number + ".1/24 dev lan");
        in(router, "ip link set lan up");
        in(router, "sysctl -q -w net.ipv4.ip_forward=1");
        in(host, "ip address add 10.7." + number + ".2/24 dev eth0");
        in(host, "ip link set eth0 up");
        in(host, "ip route add default via 10.7." + number + ".1");
        load(router, rules(treatment));
        return new Host(host);
    }

    /// A packet from outside that comes too early must not leave a trace in the router's memory of
    /// connections, or it breaks the hole that the inside is about to make.
    private static String rules(Treatment treatment) {
        String blocked = treatment == Treatment.UDP_BLOCKED ? "meta l4proto udp drop" : "";
        String random = treatment == Treatment.SYMMETRIC ? " random,fully-random" : "";
        return """
        table ip lab {
          chain out {
            type nat hook postrouting priority 100;
            oifname "wan" masquerade%s
          }
          chain through {
            type filter hook forward priority 0; policy drop;
            %s
            ct state established,related accept
            iifname "lan" accept
          }
          chain in {
            type filter hook input priority 0; policy drop;
            ct state established,related accept
            iifname "lan" accept
          }
        }
        """
                .formatted(random, blocked);
    }

    /// A cable from the public segment.
    private void connect(String namespace, String device, String address) {
        String port = "p" + hosts + device;
        in(
                prefix + PUBLIC,
                "ip link add " + port + " type veth peer name " + device + " netns " + namespace);
        in(prefix + PUBLIC, "ip link set " + port + " master br0 up");
        in(namespace, "ip address add " + address + "/24 dev " + device);
        in(namespace, "ip link set " + device + " up");
    }

    private String namespace(String name) {
        String full = prefix + name;
        run("ip netns add " + full);
        namespaces.add(full);
        in(full, "ip link set lo up");
        return full;
    }

    private static void in(String namespace, String command) {
        run("ip netns exec " + namespace + " " + command);
    }

    private static void load(String namespace, String rules) {
        try {
            Path file = Files.createTempFile("lab", ".nft");
            Files.writeString(file, rules);
            in(namespace, "nft -f " + file);
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean succeeds(String command) {
        try {
            run(command);
            return true;
        } catch (IllegalStateException | UncheckedIOException failed) {
            return false;
        }
    }

    private static void run(String command) {
        try {
            var process = new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + output.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(command + " was interrupted", e);
        }
    }

    private void remove() {
        namespaces.forEach(name -> succeeds("ip netns delete " + name));
    }

    @Override
    public void close() {
        remove();
        Runtime.getRuntime().removeShutdownHook(whenKilled);
    }
}
