package org.resilientswarm.app.command;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.app.doctor.Examination;
import org.resilientswarm.app.doctor.Verdict;
import org.resilientswarm.app.output.Output;
import org.resilientswarm.app.place.DataFolder;
import org.resilientswarm.core.api.SwarmConfig;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.SwarmLink;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `rswarm doctor`: what is wrong with this machine's network, the exchanges, or a peer.
@Command(
        name = DoctorCommand.NAME,
        description =
                "Checks this machine's network, the exchanges, and why a peer cannot be reached.",
        footer = {
            "",
            "Ends with status 0 when nothing keeps nodes from talking, else with 1 and the reason.",
            "Two exchanges are needed to see which kind of NAT there is."
        })
final class DoctorCommand implements Callable<Integer> {
    static final String NAME = "doctor";

    @ParentCommand private @Nullable RswarmCommand root;

    @Option(
            names = "--exchange",
            paramLabel = "URL",
            converter = Arguments.ExchangeUrl.class,
            description =
                    "An exchange to check and to use, ws://HOST:PORT or wss://HOST:PORT; repeatable.")
    private List<URI> exchanges = List.of();

    @Option(
            names = "--peer",
            paramLabel = "KEY",
            converter = Arguments.Link.class,
            description = "A peer to call, by key or link.")
    private @Nullable SwarmLink peer;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Call with the identity and the database in this folder, which no node may have"
                            + " open. Default: as somebody new, who leaves nothing behind")
    private @Nullable Path data;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        var output = RswarmCommand.terminal(root).output(json);
        Verdict verdict = examine(output);
        if (verdict.problem() == null) {
            return 0;
        }
        String advice = verdict.advice().isEmpty() ? "" : "; " + verdict.advice();
        throw new SwarmException(verdict.problem(), verdict.sentence() + advice);
    }

    private Verdict examine(Output output) throws InterruptedException {
        var config = SwarmConfig.defaults().withListen(null).withLan(true).withName("doctor");
        var examination = new Examination(output);
        if (data == null) {
            return examination.run(exchanges, peer, config);
        }
        try (var folder = DataFolder.open(data)) {
            var known =
                    config.withKeyFile(folder.keyFile())
                            .withDatabase(DataFolder.database(folder.path()));
            return examination.run(exchanges, peer, known);
        }
    }
}
