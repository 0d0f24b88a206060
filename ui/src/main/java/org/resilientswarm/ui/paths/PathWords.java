package org.resilientswarm.ui.paths;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PathCandidate;
import org.resilientswarm.core.model.PathDecision;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.PathState;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.TraceHop;
import org.resilientswarm.ui.bridge.Failure;
import org.resilientswarm.ui.control.Fact;
import org.resilientswarm.ui.control.Numbers;
import org.resilientswarm.ui.control.Texts;

/// Says in words what is known of ways.
///
/// @param own the own node
/// @param label what members are called
record PathWords(@Nullable PublicKey own, Function<PublicKey, String> label) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM)
                    .withLocale(Locale.getDefault())
                    .withZone(ZoneId.systemDefault());

    /// From the own node over all relays to the peer.
    String route(List<PublicKey> via, PublicKey peer) {
        List<PublicKey> stops = new ArrayList<>();
        if (own != null) {
            stops.add(own);
        }
        stops.addAll(via);
        stops.add(peer);
        return stops.stream().map(label).collect(Collectors.joining(Texts.of("paths.arrow")));
    }

    /// Direct, or by way of whom.
    String kind(PathKind kind, List<PublicKey> via) {
        String word = Texts.word(kind);
        return kind == PathKind.DIRECT
                ? word
                : Texts.of(
                        "paths.via",
                        word,
                        via.stream().map(label).collect(Collectors.joining(", ")));
    }

    String figures(PathCandidate way) {
        Double cost = way.costMs();
        boolean measured = way.rtt() != null;
        return Texts.of(
                way.state() == PathState.POSSIBLE ? "paths.figures.estimate" : "paths.figures",
                Texts.word(way.kind()),
                cost == null ? Numbers.UNKNOWN : Numbers.count(Math.round(cost)),
                Numbers.latency(way.rtt()),
                measured ? Numbers.percent(way.loss()) : Numbers.UNKNOWN);
    }

    String decision(PathDecision decision) {
        return Texts.of(
                "paths.decision",
                TIME.format(decision.at()),
                kind(decision.path().kind(), decision.path().via()));
    }

    /// Why the others lost, a line for each.
    List<String> losers(PathDecision decision) {
        return decision.candidates().stream()
                .filter(way -> !isChosen(decision, way))
                .map(
                        way ->
                                Texts.of(
                                        "paths.decision.loser",
                                        kind(way.kind(), way.via()),
                                        Texts.sentence(way.why())))
                .toList();
    }

    private static boolean isChosen(PathDecision decision, PathCandidate way) {
        return way.kind() == decision.path().kind() && way.via().equals(decision.path().via());
    }

    List<Fact> hops(List<TraceHop> hops) {
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < hops.size(); i++) {
            TraceHop hop = hops.get(i);
            String value =
                    hop.rtt() == null
                            ? Texts.of("paths.trace.silent", hop.sent())
                            : Texts.of(
                                    "paths.trace.hop",
                                    Numbers.latency(hop.rtt()),
                                    hop.lost(),
                                    hop.sent());
            facts.add(
                    new Fact(Texts.of("paths.trace.name", i + 1, label.apply(hop.peer())), value));
        }
        return facts;
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    static String failure(Failure why) {
        return Texts.of("paths.failure", why.code(), Texts.sentence(why.sentence()));
    }
}
