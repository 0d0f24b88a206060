package org.resilientswarm.app.doctor;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.app.output.Report;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.LinkAddress;
import org.resilientswarm.core.model.LinkHistory;
import org.resilientswarm.core.model.LinkTry;
import org.resilientswarm.core.model.Path;
import org.resilientswarm.core.model.PublicKey;

/// The facts and the verdict in fields and words.
final class DoctorReports {
    private DoctorReports() {}

    static Report of(NetworkFacts network) {
        List<String> lines = new ArrayList<>();
        network.interfaces()
                .forEach(it -> lines.add("network " + it.name() + ": " + join(it.addresses())));
        network.outside()
                .forEach(
                        it ->
                                lines.add(
                                        it.seen() == null
                                                ? "STUN server " + it.server() + ": no answer"
                                                : "STUN server %s: sees %s"
                                                        .formatted(it.server(), it.seen())));
        lines.add("NAT: " + word(network.nat()));
        return Report.of("network")
                .with(
                        "interfaces",
                        network.interfaces().stream()
                                .map(it -> Map.of("name", it.name(), "addresses", it.addresses()))
                                .toList())
                .with("outside", network.outside().stream().map(DoctorReports::fields).toList())
                .with("nat", word(network.nat()))
                .saying(String.join("\n", lines));
    }

    private static Map<String, @Nullable Object> fields(NetworkFacts.Outside outside) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("server", outside.server().toString());
        fields.put("seen", text(outside.seen()));
        return fields;
    }

    static Report of(ExchangeFacts exchange) {
        return Report.of("exchange")
                .with("url", exchange.url().toString())
                .with("usable", exchange.usable())
                .with("reason", exchange.failure())
                .with("agent", exchange.agent())
                .with("answeredMs", millis(exchange.answered()))
                .with("clockAheadMs", millis(exchange.clockAhead()))
                .with("stun", text(exchange.stun()))
                .saying(sentence(exchange.url(), exchange));
    }

    private static String sentence(URI url, ExchangeFacts exchange) {
        Duration ahead = exchange.clockAhead();
        return exchange.usable()
                ? "exchange %s: %s answered after %s ms; its clock is %.1f s ahead; STUN: %s"
                        .formatted(
                                url,
                                exchange.agent(),
                                millis(exchange.answered()),
                                ahead == null ? 0 : ahead.toMillis() / 1e3,
                                exchange.stun() == null ? "none" : exchange.stun())
                : "exchange " + url + ": " + exchange.failure();
    }

    static Report of(PeerFacts peer) {
        Path path = peer.path();
        var failure = peer.failure();
        return Report.of("peer")
                .with("peer", peer.key().text())
                .with("name", peer.name())
                .with("path", path == null ? null : fields(path))
                .with("code", failure == null ? null : failure.code().name())
                .with("message", failure == null ? null : failure.getMessage())
                .with("here", fields(peer.here()))
                .with("there", peer.there() == null ? null : fields(peer.there()))
                .saying(
                        "peer %s: %s\n%s%s"
                                .formatted(
                                        peer.label(),
                                        path == null
                                                ? String.valueOf(
                                                        failure == null ? "" : failure.getMessage())
                                                : sentence(path),
                                        sentence("this side", peer.here()),
                                        peer.there() == null
                                                ? "  the other side: not asked"
                                                : sentence("the other side", peer.there())));
    }

    private static Map<String, @Nullable Object> fields(Path path) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("kind", word(path.kind()));
        fields.put("via", path.via().stream().map(PublicKey::text).toList());
        fields.put("rttMs", millis(path.rtt()));
        fields.put("loss", path.loss());
        return fields;
    }

    private static String sentence(Path path) {
        String via =
                path.via().isEmpty()
                        ? ""
                        : " via " + join(path.via().stream().map(PublicKey::shortText).toList());
        return word(path.kind()) + via + ", " + path.reason();
    }

    private static Map<String, @Nullable Object> fields(LinkHistory history) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("nat", word(history.nat()));
        fields.put("tries", history.tries().stream().map(DoctorReports::fields).toList());
        return fields;
    }

    private static Map<String, @Nullable Object> fields(LinkTry attempt) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("outbound", attempt.outbound());
        fields.put("at", attempt.at().toString());
        fields.put("tookMs", millis(attempt.took()));
        fields.put("outcome", word(attempt.outcome()));
        fields.put("code", attempt.code() == null ? null : attempt.code().name());
        fields.put("reason", attempt.reason());
        fields.put("own", attempt.own().stream().map(DoctorReports::fields).toList());
        fields.put("theirs", attempt.theirs().stream().map(DoctorReports::fields).toList());
        return fields;
    }

    private static Map<String, String> fields(LinkAddress address) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("type", address.type());
        fields.put("address", address.address().toString());
        return fields;
    }

    private static String sentence(String side, LinkHistory history) {
        String tries =
                history.tries().stream()
                        .map(it -> "    " + sentence(it) + "\n")
                        .collect(Collectors.joining());
        return "  %s: NAT %s, %d tries\n%s"
                .formatted(side, word(history.nat()), history.tries().size(), tries);
    }

    private static String sentence(LinkTry attempt) {
        String took = attempt.took() == null ? "" : " after " + millis(attempt.took()) + " ms";
        String why = attempt.reason().isEmpty() ? "" : ": " + attempt.reason();
        return "%s, %s%s%s; told %s; was told %s"
                .formatted(
                        attempt.outbound() ? "offered" : "was offered",
                        word(attempt.outcome()),
                        took,
                        why,
                        addresses(attempt.own()),
                        addresses(attempt.theirs()));
    }

    private static String addresses(List<LinkAddress> addresses) {
        return addresses.isEmpty()
                ? "no address"
                : join(addresses.stream().map(it -> it.type() + " " + it.address()).toList());
    }

    static Report of(Verdict verdict) {
        String advice = verdict.advice().isEmpty() ? "" : "\nadvice: " + verdict.advice();
        return Report.of("verdict")
                .with("code", verdict.code())
                .with("problem", verdict.problem() != null)
                .with("sentence", verdict.sentence())
                .with("advice", verdict.advice())
                .saying("verdict: " + verdict.code() + " " + verdict.sentence() + advice);
    }

    private static @Nullable String text(@Nullable HostPort address) {
        return address == null ? null : address.toString();
    }

    private static @Nullable Double millis(@Nullable Duration time) {
        return time == null ? null : Math.round(time.toNanos() / 1e3) / 1e3;
    }

    private static String join(List<String> words) {
        return words.isEmpty() ? "none" : String.join(", ", words);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
