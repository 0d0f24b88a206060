package org.resilientswarm.app.command;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.app.place.DataFolder;
import org.resilientswarm.app.place.Logs;
import org.resilientswarm.core.DemoSwarm;
import org.resilientswarm.core.api.SwarmConfig;
import org.resilientswarm.core.model.SwarmLink;
import org.resilientswarm.ui.shell.Console;
import org.resilientswarm.ui.shell.ConsoleConfig;
import org.resilientswarm.ui.shell.Screen;
import org.resilientswarm.ui.shell.Theme;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `rswarm console`: the window.
@Command(
        name = ConsoleCommand.NAME,
        description = "Opens the console. Where there is no display, runs the demo.")
final class ConsoleCommand implements Callable<Integer> {
    static final String NAME = "console";

    @ParentCommand private @Nullable RswarmCommand root;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Where the console keeps its key and its look. Default: the user's data folder")
    private Path data = DataFolder.standard().resolve("console");

    @Option(
            names = "--exchange",
            paramLabel = "URL",
            converter = Arguments.ExchangeUrl.class,
            description = "A signal exchange to register at. May be given several times.")
    private List<URI> exchanges = new ArrayList<>();

    @Option(
            names = "--join",
            paramLabel = "KEY",
            converter = Arguments.LinkOrNothing.class,
            // A desktop entry names the option even when there is no link.
            arity = "0..1",
            description = "A key or a link to fill in on the first page.")
    private @Nullable SwarmLink join;

    @Option(
            names = "--demo",
            paramLabel = "N",
            converter = DemoCommand.NodeCount.class,
            description = "Start with a demo swarm of N nodes, 1 to " + DemoSwarm.MAX_NODES + ".")
    private int demoNodes;

    @Option(
            names = "--screen",
            paramLabel = "NAME",
            description =
                    "What to show as soon as a node runs: graph, peers, traffic, database, links or paths. Default: graph")
    private Screen screen = Screen.GRAPH;

    @Option(
            names = "--theme",
            paramLabel = "NAME",
            description = "system, light or dark. Default: system")
    private Theme theme = Theme.SYSTEM;

    @Option(
            names = "--scale",
            paramLabel = "PERCENT",
            converter = Scale.class,
            description = "How large everything is shown, 75 to 200. Default: as last time, or 100")
    private int scalePercent;

    @Option(
            names = "--screenshot",
            paramLabel = "FILE",
            description =
                    "Write a picture of the window to a PNG file once there is something to see, and end.")
    private @Nullable Path screenshot;

    @Override
    public Integer call() {
        var terminal = RswarmCommand.terminal(root);
        if (!Display.isPresent(terminal.environment())) {
            terminal.err()
                    .println("rswarm: there is no display here, so the demo runs in the terminal");
            return RswarmCommand.run(terminal, "demo");
        }
        try (var folder = DataFolder.open(data)) {
            Logs.alsoTo(folder.path());
            Console.launch(
                    new ConsoleConfig(
                            data,
                            node(data),
                            join,
                            demoNodes,
                            screen,
                            theme,
                            scalePercent,
                            screenshot));
        }
        return 0;
    }

    private SwarmConfig node(Path folder) {
        SwarmConfig config =
                SwarmConfig.defaults()
                        .withKeyFile(DataFolder.keyFile(folder))
                        .withDatabase(DataFolder.database(folder))
                        .withListen(new InetSocketAddress(0))
                        .withLan(true);
        for (URI exchange : exchanges) {
            config = config.withExchange(exchange);
        }
        return config;
    }

    /// 75 to 200.
    static final class Scale extends Arguments.WholeNumber {
        Scale() {
            super("the scale", 75, 200);
        }
    }
}
