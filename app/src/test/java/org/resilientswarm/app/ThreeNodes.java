package org.resilientswarm.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Four processes: an exchange, and three nodes that are connected with it and not yet with each
/// other.
final class ThreeNodes implements AutoCloseable {
    final RswarmProcess exchange;
    final String url;
    final List<RswarmProcess> nodes = new ArrayList<>();
    final List<String> keys = new ArrayList<>();
    private final Path home;

    /// @param home where the nodes have their data
    ThreeNodes(Path home) throws InterruptedException {
        this.home = home;
        exchange =
                RswarmProcess.start(
                        home, "exchange", "--listen", "127.0.0.1:0", "--stun", "0", "--json");
        url = exchange.event("ready").path("url").asString();
        for (int i = 1; i <= 3; i++) {
            nodes.add(startNode("node" + i));
        }
        for (var node : nodes) {
            keys.add(node.event("ready").path("key").asString());
            var state = node.event("exchange").path("state").asString();
            if (!state.equals("connected")) {
                throw new AssertionError("the exchange is " + state);
            }
        }
    }

    /// Starts a node with the data of that name.
    RswarmProcess startNode(String name) {
        return start(name, "--exchange", url);
    }

    /// Starts a node that knows only what its data folder holds.
    RswarmProcess startWithoutExchange(String name) {
        return start(name);
    }

    /// Starts a node with the data of that name.
    ///
    /// @param more options
    private RswarmProcess start(String name, String... more) {
        var arguments = new ArrayList<>(List.of("node", "--json", "--no-lan", "--name", name));
        arguments.addAll(List.of("--data", home.resolve(name).toString()));
        arguments.addAll(List.of("--listen", "127.0.0.1:0"));
        arguments.addAll(List.of(more));
        return RswarmProcess.start(home, arguments.toArray(String[]::new));
    }

    /// Lets all meet: the first calls the second, the third the first.
    void meet() throws IOException, InterruptedException {
        nodes.get(0).say("#first call " + keys.get(1));
        nodes.get(2).say("call rswarm://" + keys.get(0));
        for (var node : nodes) {
            node.lines("peer", 2);
        }
    }

    @Override
    public void close() {
        nodes.forEach(RswarmProcess::close);
        exchange.close();
    }
}
