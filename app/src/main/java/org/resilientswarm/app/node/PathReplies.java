package org.resilientswarm.app.node;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.app.output.Report;
import org.resilientswarm.core.api.Paths;
import org.resilientswarm.core.model.PathCandidate;
import org.resilientswarm.core.model.PathState;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.TraceHop;

/// What a node answers to instructions about the ways to a peer.
final class PathReplies {
    private PathReplies() {}

    /// Carries one out; returns before it is done.
    static CompletableFuture<Report> carryOut(
            Paths paths, InstructionLine line, PathInstruction instruction) {
        return switch (instruction) {
            case PathInstruction.Path path ->
                    paths.candidates(path.peer()).thenApply(ways -> candidates(line, ways));
            case PathInstruction.Trace trace ->
                    paths.trace(trace.peer()).thenApply(hops -> traced(line, hops));
            case PathInstruction.Block block ->
                    paths.block(block.peer(), block.time()).thenApply(_ -> blocked(line, block));
        };
    }

    private static Report candidates(InstructionLine line, List<PathCandidate> ways) {
        var used = ways.stream().filter(way -> way.state() == PathState.USED).findFirst();
        String list = ways.stream().map(PathReplies::sentence).collect(Collectors.joining("\n"));
        return line.done()
                .with("used", used.map(PathReplies::fields).orElse(null))
                .with("candidates", ways.stream().map(PathReplies::fields).toList())
                .saying(list.isEmpty() ? "no way is known" : list);
    }

    private static Map<String, @Nullable Object> fields(PathCandidate way) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("kind", word(way.kind()));
        fields.put("via", way.via().stream().map(PublicKey::text).toList());
        fields.put("costMs", way.costMs() == null ? null : Math.round(way.costMs() * 1e3) / 1e3);
        fields.put("rttMs", NodeReports.millis(way.rtt()));
        fields.put("loss", way.loss());
        fields.put("state", word(way.state()));
        fields.put("why", way.why());
        return fields;
    }

    private static String sentence(PathCandidate way) {
        String via =
                way.via().isEmpty()
                        ? ""
                        : way.via().stream()
                                .map(PublicKey::shortText)
                                .collect(Collectors.joining(", ", " via ", ""));
        return "%s: %s%s, cost %s, round trip %s, loss %.1f %%: %s"
                .formatted(
                        word(way.state()),
                        word(way.kind()),
                        via,
                        way.costMs() == null ? "unknown" : "%.1f".formatted(way.costMs()),
                        roundTrip(way.rtt()),
                        way.loss() * 100,
                        way.why());
    }

    private static Report traced(InstructionLine line, List<TraceHop> hops) {
        String list =
                hops.stream()
                        .map(
                                hop ->
                                        "%s: %s, lost %d of %d"
                                                .formatted(
                                                        hop.peer().text(),
                                                        roundTrip(hop.rtt()),
                                                        hop.lost(),
                                                        hop.sent()))
                        .collect(Collectors.joining("\n"));
        return line.done()
                .with("hops", hops.stream().map(PathReplies::fields).toList())
                .saying(list);
    }

    private static Map<String, @Nullable Object> fields(TraceHop hop) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("peer", hop.peer().text());
        fields.put("rttMs", NodeReports.millis(hop.rtt()));
        fields.put("sent", hop.sent());
        fields.put("lost", hop.lost());
        return fields;
    }

    private static Report blocked(InstructionLine line, PathInstruction.Block block) {
        return line.done()
                .saying(
                        "no direct link with %s for %,d s"
                                .formatted(block.peer().shortText(), block.time().toSeconds()));
    }

    private static String roundTrip(@Nullable Duration rtt) {
        return rtt == null ? "unknown" : NodeReports.millis(rtt) + " ms";
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
