package org.resilientswarm.app.doctor;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.app.output.Output;
import org.resilientswarm.core.Swarms;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.api.SwarmConfig;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.SwarmLink;

/// Makes all checks, one after the other, and prints what each has found, and the verdict.
public final class Examination {
    private final Output output;

    /// @param output where to print
    public Examination(Output output) {
        this.output = output;
    }

    /// Examines everything that was named.
    ///
    /// @param exchanges the exchanges to ask
    /// @param peer whom to call, null for nobody
    /// @param config the node that calls
    public Verdict run(List<URI> exchanges, @Nullable SwarmLink peer, SwarmConfig config)
            throws InterruptedException {
        List<URI> urls = Stream.concat(exchanges.stream(), hints(peer)).distinct().toList();
        List<ExchangeFacts> asked = ask(urls);
        NetworkFacts network = look(asked);
        output.print(DoctorReports.of(network));
        asked.forEach(it -> output.print(DoctorReports.of(it)));
        PeerFacts called = peer == null ? null : call(peer, exchanges, config);
        if (called != null) {
            output.print(DoctorReports.of(called));
        }
        var verdict = Verdict.of(network, asked, called);
        output.print(DoctorReports.of(verdict));
        return verdict;
    }

    /// The exchanges that a link names.
    private static Stream<URI> hints(@Nullable SwarmLink peer) {
        return peer == null
                ? Stream.empty()
                : peer.exchanges().stream().map(it -> URI.create("ws://" + it));
    }

    private static List<ExchangeFacts> ask(List<URI> urls) throws InterruptedException {
        var facts = new ArrayList<ExchangeFacts>();
        try (var check = new ExchangeCheck()) {
            for (URI url : urls) {
                facts.add(check.ask(url));
            }
        }
        return facts;
    }

    private static NetworkFacts look(List<ExchangeFacts> exchanges) {
        try {
            return NetworkCheck.look(
                    exchanges.stream().map(ExchangeFacts::stun).filter(Objects::nonNull).toList());
        } catch (IOException e) {
            throw new SwarmException(
                    ErrorCode.UDP_BLOCKED,
                    "this machine does not even let a program take a UDP port: " + e.getMessage(),
                    e);
        }
    }

    private static PeerFacts call(SwarmLink peer, List<URI> exchanges, SwarmConfig config) {
        try (Swarm swarm = Swarms.open(config)) {
            exchanges.forEach(swarm::addExchange);
            return new PeerCheck(swarm, peer).call();
        }
    }
}
