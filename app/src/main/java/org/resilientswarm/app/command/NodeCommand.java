package org.resilientswarm.app.command;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.app.node.NodeSession;
import org.resilientswarm.app.output.Output;
import org.resilientswarm.app.output.Report;
import org.resilientswarm.app.place.DataFolder;
import org.resilientswarm.app.place.Logs;
import org.resilientswarm.core.Swarms;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.RelayPolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `rswarm node`: one node without a window.
@Command(
        name = NodeCommand.NAME,
        description = "Runs one node, until 'quit' on standard input, Ctrl-C or SIGTERM.",
        footer = {
            "",
            "Commands on standard input: call KEY, peers, ping KEY [N],",
            "rpc KEY METHOD [JSON], send KEY TEXT, blast KEY MEGABYTES,",
            "path KEY, trace KEY, block KEY SECONDS,",
            "put KIND NAME JSON, delete KIND NAME, get AUTHOR KIND NAME,",
            "records [KIND], reconcile KEY, stats, quit. An empty NAME is \"\".",
            "Each may begin with '#ID ', which its reply then carries. The end of",
            "standard input does not end the node, so that it can run as a service."
        })
final class NodeCommand implements Callable<Integer> {
    static final String NAME = "node";

    @ParentCommand private @Nullable RswarmCommand root;
    @Mixin private NodeOptions options = new NodeOptions();

    @Option(
            names = "--no-relay",
            description = "Never relay for others. Others may still relay for this node.")
    private boolean noRelay;

    @Option(
            names = "--relay-limit",
            paramLabel = "MBIT|off",
            converter = Arguments.RelayLimit.class,
            description =
                    "The most to relay for others, in Mbit/s of all circuits together; a single one"
                            + " may have it all. Default: 200, and 50 for one circuit")
    private @Nullable Long relayLimit;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        var terminal = RswarmCommand.terminal(root);
        var output = terminal.output(json);
        terminal.lifetime().heedSignals();
        try (var folder = options.openFolder()) {
            Logs.alsoTo(folder.path());
            run(terminal, output, folder);
            return 0;
        } catch (SwarmException e) {
            if (json) {
                output.print(Report.error(e, true));
            }
            throw e;
        }
    }

    /// What the options say of relaying.
    RelayPolicy relay() {
        var policy = RelayPolicy.DEFAULT.withWilling(!noRelay);
        return relayLimit == null ? policy : policy.withBits(relayLimit, relayLimit);
    }

    private void run(Terminal terminal, Output output, DataFolder folder)
            throws InterruptedException {
        var lifetime = terminal.lifetime();
        try (Swarm swarm = Swarms.open(options.config(folder).withRelay(relay()))) {
            var session = new NodeSession(swarm, output, lifetime::end);
            try (var _ = session.start()) {
                options.exchanges().forEach(swarm::addExchange);
                options.joins().forEach(session::join);
                read(terminal, session);
                lifetime.await();
            }
            session.throwFatal();
        }
    }

    /// Reads on a thread of its own, because reading cannot be interrupted when the node ends.
    private static void read(Terminal terminal, NodeSession session) {
        var in = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
        Thread.ofPlatform().name("rswarm-input").daemon().start(() -> session.read(in));
    }
}
