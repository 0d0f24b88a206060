package org.resilientswarm.app.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.NatKind;
import org.resilientswarm.core.model.Path;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.PublicKey;

/// What follows from the facts.
///
/// @param problem what is wrong, null when nothing keeps nodes from talking
/// @param code the problem's name, or `WELL`, `DIRECT` or `RELAYED`
/// @param sentence the same in a sentence
/// @param advice what to do, empty when there is nothing to do
public record Verdict(@Nullable ErrorCode problem, String code, String sentence, String advice) {
    private static final Duration CLOCKS_MAY_DIFFER = Duration.ofMinutes(1);

    private static Verdict good(String code, String sentence, String advice) {
        return new Verdict(null, code, sentence, advice);
    }

    static Verdict bad(ErrorCode problem, String sentence, String advice) {
        return new Verdict(problem, problem.name(), sentence, advice);
    }

    /// Thinks about them.
    ///
    /// @param exchanges those that were asked
    /// @param peer null when none was called
    static Verdict of(
            NetworkFacts network, List<ExchangeFacts> exchanges, @Nullable PeerFacts peer) {
        if (peer != null) {
            Path path = peer.path();
            return path == null
                    ? unreachable(network, exchanges, peer)
                    : reached(path, network, peer);
        }
        Verdict wrong = surroundings(network, exchanges);
        if (wrong != null) {
            return wrong;
        }
        var lost = exchanges.stream().filter(it -> !it.usable()).findFirst();
        return lost.map(Verdict::exchange).orElseGet(() -> well(network, exchanges));
    }

    private static Verdict reached(Path path, NetworkFacts network, PeerFacts peer) {
        if (path.kind() == PathKind.DIRECT) {
            return good("DIRECT", "there is a direct link with " + peer.label(), "");
        }
        String via =
                path.via().stream().map(PublicKey::shortText).collect(Collectors.joining(", "));
        var cause = NoDirectLink.of(network, peer);
        return good(
                "RELAYED",
                "%s is reached through %s: %s".formatted(peer.label(), via, cause.sentence()),
                cause.advice());
    }

    private static Verdict unreachable(
            NetworkFacts network, List<ExchangeFacts> exchanges, PeerFacts peer) {
        SwarmException failure = Objects.requireNonNull(peer.failure());
        ErrorCode code = failure.code();
        Verdict around = surroundings(network, exchanges);
        boolean answered = code == ErrorCode.CALL_SELF || code == ErrorCode.PEER_REFUSED;
        // Whoever is not known would not be known with UDP either.
        boolean elsewhere = code == ErrorCode.PEER_UNKNOWN && network.nat() == NatKind.UDP_BLOCKED;
        if (around != null && !answered && !elsewhere) {
            return around;
        }
        return switch (code) {
            case CALL_SELF ->
                    bad(
                            code,
                            "this key is the one of this machine's own node",
                            "give the key of another node");
            case PEER_REFUSED ->
                    bad(
                            code,
                            peer.label() + " refuses: " + failure.getMessage(),
                            "ask whoever runs it");
            case PEER_UNKNOWN -> unknown(peer, exchanges);
            case PEER_SILENT ->
                    bad(
                            code,
                            "%s was called and did not answer: it is offline or hangs"
                                    .formatted(peer.label()),
                            "start it again, and look at its log");
            case LINK_FAILED, LINK_LOST, UDP_BLOCKED -> noLink(network, peer);
            default -> bad(code, failure.getMessage(), "");
        };
    }

    private static Verdict unknown(PeerFacts peer, List<ExchangeFacts> exchanges) {
        return exchanges.isEmpty()
                ? bad(
                        ErrorCode.PEER_UNKNOWN,
                        "there was nobody to ask for " + peer.label(),
                        "name an exchange that it uses with --exchange, or give its link, which names some")
                : bad(
                        ErrorCode.PEER_UNKNOWN,
                        "none of the exchanges knows %s: it is not running, uses other exchanges, or has another key"
                                .formatted(peer.label()),
                        "start it, name an exchange that it uses with --exchange, and compare the key");
    }

    private static Verdict noLink(NetworkFacts network, PeerFacts peer) {
        var cause = NoDirectLink.of(network, peer);
        return bad(
                cause.code(),
                "%s cannot be reached: %s, and no member that both are linked with relays"
                        .formatted(peer.label(), cause.sentence()),
                cause.advice() + "; or let a member that both can reach join the swarm");
    }

    /// What is wrong whoever is called, or null.
    private static @Nullable Verdict surroundings(
            NetworkFacts network, List<ExchangeFacts> exchanges) {
        if (network.interfaces().stream().allMatch(it -> it.addresses().isEmpty())
                && exchanges.stream().noneMatch(ExchangeFacts::usable)) {
            return bad(
                    ErrorCode.EXCHANGE_UNREACHABLE,
                    "this machine is in no network",
                    "connect it with one");
        }
        if (!exchanges.isEmpty() && exchanges.stream().noneMatch(ExchangeFacts::usable)) {
            return exchange(exchanges.getFirst());
        }
        for (ExchangeFacts exchange : exchanges) {
            Duration ahead = exchange.clockAhead();
            if (ahead != null && ahead.abs().compareTo(CLOCKS_MAY_DIFFER) > 0) {
                return bad(
                        ErrorCode.CLOCK_SKEWED,
                        "this clock is %,d s %s the one of %s"
                                .formatted(
                                        ahead.abs().toSeconds(),
                                        ahead.isNegative() ? "ahead of" : "behind",
                                        exchange.url()),
                        "set the wrong one of the two; signals last for seconds");
            }
        }
        return network.nat() == NatKind.UDP_BLOCKED
                ? bad(
                        ErrorCode.UDP_BLOCKED,
                        "UDP does not come back into this network: no STUN server answered, although its exchange is reachable",
                        "let UDP out of this network, and its answers in: links need it")
                : null;
    }

    private static Verdict exchange(ExchangeFacts lost) {
        return bad(
                ErrorCode.EXCHANGE_UNREACHABLE,
                "the exchange %s cannot be used: %s".formatted(lost.url(), lost.failure()),
                "check its address, whether it runs, and whether a firewall is in between");
    }

    private static Verdict well(NetworkFacts network, List<ExchangeFacts> exchanges) {
        if (exchanges.isEmpty()) {
            return good(
                    "WELL",
                    "this machine is in a network; nothing else was asked",
                    "name an exchange with --exchange, better two, to see more");
        }
        return switch (network.nat()) {
            case ADDRESS_DEPENDENT ->
                    good(
                            "WELL",
                            "the exchanges can be used; the NAT here is symmetric, so direct links are possible with some peers only",
                            "let a member relay that others can reach");
            case TRANSLATED ->
                    good(
                            "WELL",
                            "the exchanges can be used, and UDP works",
                            "name a second exchange to learn which kind of NAT is here");
            case UNKNOWN ->
                    good(
                            "WELL",
                            "the exchanges can be used; none of them tells outside addresses",
                            "let one of them answer STUN questions");
            case OPEN, ENDPOINT_INDEPENDENT ->
                    good("WELL", "the exchanges can be used, and direct links are possible", "");
            case UDP_BLOCKED -> throw new IllegalStateException("that is not well: " + network);
        };
    }
}
