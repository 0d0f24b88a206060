package org.resilientswarm.app.command;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.app.output.Report;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.exchange.ExchangeConfig;
import org.resilientswarm.core.exchange.ExchangeLimits;
import org.resilientswarm.core.exchange.SignalExchange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `rswarm exchange`: the signal exchange, on a host that anybody can reach.
@Command(
        name = ExchangeCommand.NAME,
        description =
                "Runs a signal exchange, which carries sealed signals between nodes, until Ctrl-C"
                        + " or SIGTERM.")
final class ExchangeCommand implements Callable<Integer> {
    static final String NAME = "exchange";

    @ParentCommand private @Nullable RswarmCommand root;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            converter = Arguments.ListenAddress.class,
            description = "Where to listen, port 0 for any free one. Default: 0.0.0.0:7900")
    private InetSocketAddress listen = new InetSocketAddress("0.0.0.0", 7900);

    @Option(
            names = "--stun",
            paramLabel = "PORT",
            converter = StunPort.class,
            description =
                    "The UDP port for STUN, by which nodes learn their outside address; 0 for any"
                            + " free one, -1 for none. Default: 3478")
    private int stun = 3478;

    @Option(
            names = "--public",
            paramLabel = "HOST:PORT",
            description =
                    "Under which address nodes reach this exchange, where that is not one of this"
                            + " machine's own, as behind a reverse proxy; repeatable.")
    private List<String> publicNames = List.of();

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "A PEM certificate chain.")
    private @Nullable Path tlsCertificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Its private key, in PEM.")
    private @Nullable Path tlsKey;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        if ((tlsCertificate == null) != (tlsKey == null)) {
            throw RswarmCommand.wrongUsage(root, "--tls-cert and --tls-key belong together");
        }
        var terminal = RswarmCommand.terminal(root);
        var output = terminal.output(json);
        terminal.lifetime().heedSignals();
        try (var exchange = SignalExchange.open(config())) {
            output.print(ready(exchange));
            terminal.lifetime().await();
            return 0;
        } catch (SwarmException e) {
            if (json) {
                output.print(Report.error(e, true));
            }
            throw e;
        }
    }

    private ExchangeConfig config() {
        return new ExchangeConfig(
                listen, stun, publicNames, tlsCertificate, tlsKey, ExchangeLimits.defaults());
    }

    private static Report ready(SignalExchange exchange) {
        int stunPort = exchange.stunPort();
        return Report.of("ready")
                .with("url", exchange.url().toString())
                .with("listen", exchange.address().toString())
                .with("stun", stunPort == 0 ? null : stunPort)
                .saying("the exchange is ready: " + exchange.url());
    }

    /// -1 to 65535.
    static final class StunPort extends Arguments.WholeNumber {
        StunPort() {
            super("the STUN port", -1, 65_535);
        }
    }
}
