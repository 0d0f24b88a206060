package org.resilientswarm.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.app.output.Report;
import org.resilientswarm.app.place.DataFolder;
import org.resilientswarm.core.Keys;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.KeyReading;
import org.resilientswarm.core.model.PublicKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;

/// `rswarm key`: the identity of a node, and keys that come from others.
@Command(name = KeyCommand.NAME, description = "Makes, shows or checks a key.")
final class KeyCommand implements Callable<Integer> {
    static final String NAME = "key";

    @ParentCommand private @Nullable RswarmCommand root;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The data folder in which the key is. Default: this user's")
    private @Nullable Path data;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The key file. Default: identity.pem in the data folder")
    private @Nullable Path key;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        throw RswarmCommand.wrongUsage(root, "a command is missing: key show, new or check");
    }

    @Command(name = "show", description = "Prints the public key of this node's identity.")
    int show() {
        return print(Keys.read(file(), null));
    }

    @Command(name = "new", description = "Makes an identity; never replaces one.")
    int create() {
        return print(Keys.create(file(), null));
    }

    @Command(
            name = "check",
            description =
                    "Reads a key or a link in any form, and prints it or what is wrong with it.")
    int check(
            @Parameters(paramLabel = "TEXT", arity = "1..*", description = "The key or link.")
                    List<String> text) {
        return switch (KeyReading.of(String.join(" ", text))) {
            case KeyReading.Refused refused ->
                    throw new SwarmException(refused.code(), refused.message());
            case KeyReading.Valid valid -> print(valid);
        };
    }

    private Path file() {
        if (key != null) {
            return key;
        }
        return DataFolder.keyFile(data == null ? DataFolder.standard() : data);
    }

    private int print(PublicKey shown) {
        output().print(describe(shown).with("file", file().toString()));
        return 0;
    }

    private int print(KeyReading.Valid valid) {
        var link = valid.link();
        var report =
                describe(valid.key())
                        .with("form", valid.form().name().toLowerCase(Locale.ROOT))
                        .with(
                                "exchanges",
                                link.exchanges().stream().map(HostPort::toString).toList())
                        .with("name", link.name());
        output().print(report);
        return 0;
    }

    private static Report describe(PublicKey shown) {
        return Report.of("key")
                .with("key", shown.text())
                .with("hex", shown.hex())
                .saying(shown.text());
    }

    private org.resilientswarm.app.output.Output output() {
        return RswarmCommand.terminal(root).output(json);
    }
}
