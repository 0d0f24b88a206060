package org.resilientswarm.app.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The command line as a whole. Without a command it opens the console.
@Command(
        name = "rswarm",
        description = "Joins computers into a swarm without any single point of failure.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        usageHelpAutoWidth = true)
public final class RswarmCommand implements Callable<Integer> {
    /// A command before picocli knows it.
    private record Entry(String name, Class<?> type) {}

    /// All commands, in the order of the help.
    private static final List<Entry> COMMANDS =
            List.of(
                    new Entry(ConsoleCommand.NAME, ConsoleCommand.class),
                    new Entry(DemoCommand.NAME, DemoCommand.class),
                    new Entry(NodeCommand.NAME, NodeCommand.class),
                    new Entry(ExchangeCommand.NAME, ExchangeCommand.class),
                    new Entry(KeyCommand.NAME, KeyCommand.class),
                    new Entry(DbCommand.NAME, DbCommand.class),
                    new Entry(DoctorCommand.NAME, DoctorCommand.class));

    private final Terminal terminal;

    @Spec private CommandSpec spec = CommandSpec.create();

    private RswarmCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /// Runs the command that the arguments name.
    ///
    /// @return the exit status: 0 done, 1 failed, 2 wrong usage
    public static int run(Terminal terminal, String... args) {
        if (args.length == 0) {
            return run(terminal, ConsoleCommand.NAME);
        }
        var failures = new Failures(terminal);
        var line = new CommandLine(new RswarmCommand(terminal));
        entries(args).forEach(entry -> line.addSubcommand(entry.type()));
        return line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
    }

    /// The command that is named first, or all when none is. picocli reads each by reflection, and
    /// a node's start need not wait for the others.
    private static List<Entry> entries(String... args) {
        List<Entry> named =
                COMMANDS.stream().filter(entry -> entry.name().equals(args[0])).toList();
        return named.isEmpty() ? COMMANDS : named;
    }

    /// The terminal of a command's parent, which picocli sets before the command runs.
    static Terminal terminal(@Nullable RswarmCommand parent) {
        return Objects.requireNonNull(parent).terminal;
    }

    /// An error in how options were put together.
    static ParameterException wrongUsage(@Nullable RswarmCommand parent, String message) {
        return new ParameterException(Objects.requireNonNull(parent).spec.commandLine(), message);
    }

    @Override
    public Integer call() {
        return run(terminal, ConsoleCommand.NAME);
    }
}
