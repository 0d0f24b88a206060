package org.resilientswarm.app.command;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.app.node.DemoSession;
import org.resilientswarm.core.DemoSwarm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `rswarm demo`: the example of the documentation, in one process.
@Command(
        name = DemoCommand.NAME,
        description =
                "Runs a small swarm in this process over real connections on loopback, and prints"
                        + " each meeting of two nodes.")
final class DemoCommand implements Callable<Integer> {
    static final String NAME = "demo";

    @ParentCommand private @Nullable RswarmCommand root;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            converter = NodeCount.class,
            description = "How many nodes, 1 to " + DemoSwarm.MAX_NODES + ". Default: 3")
    private int nodes = 3;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            converter = Seconds.class,
            description = "For how long. Default: until Ctrl-C")
    private @Nullable Duration time;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        var terminal = RswarmCommand.terminal(root);
        var lifetime = terminal.lifetime();
        lifetime.heedSignals();
        try (var swarm = DemoSwarm.open(nodes);
                var session = new DemoSession(swarm, terminal.output(json))) {
            session.start();
            if (time == null) {
                lifetime.await();
            } else {
                lifetime.await(time);
            }
            return session.finish() || time == null ? 0 : 1;
        }
    }

    /// 1 to [DemoSwarm#MAX_NODES].
    static final class NodeCount extends Arguments.WholeNumber {
        NodeCount() {
            super("the number of nodes", 1, DemoSwarm.MAX_NODES);
        }
    }

    /// Seconds, with or without decimals.
    static final class Seconds implements picocli.CommandLine.ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            if (!text.matches("[0-9]{1,6}(\\.[0-9]{1,3})?")) {
                throw Arguments.wrong("'" + text + "' is not a number of seconds");
            }
            return Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
        }
    }
}
