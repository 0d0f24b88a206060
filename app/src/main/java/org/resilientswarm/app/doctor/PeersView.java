package org.resilientswarm.app.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.LinkAddress;
import org.resilientswarm.core.model.LinkHistory;
import org.resilientswarm.core.model.LinkTry;
import org.resilientswarm.core.model.LinkTry.Outcome;
import org.resilientswarm.core.model.NatKind;
import org.resilientswarm.core.model.PublicKey;
import tools.jackson.databind.JsonNode;

/// Reads what a peer's method `explain` answers. A peer may say anything: what is not understood is
/// unknown or left out.
final class PeersView {
    private static final int MAX = 64;
    private static final int MAX_TEXT = 500;

    private PeersView() {}

    static LinkHistory of(PublicKey peer, JsonNode answer) {
        var tries = new ArrayList<LinkTry>();
        for (JsonNode attempt : answer.path("tries")) {
            if (tries.size() < MAX) {
                tries.add(attempt(attempt));
            }
        }
        NatKind nat = constant(NatKind.class, answer.path("nat")).orElse(NatKind.UNKNOWN);
        return new LinkHistory(peer, nat, tries);
    }

    private static LinkTry attempt(JsonNode node) {
        double millis = node.path("tookMs").asDouble(-1);
        return new LinkTry(
                node.path("outbound").asBoolean(false),
                Instant.ofEpochMilli(node.path("atMs").asLong(0)),
                millis >= 0 && millis < 1e9 ? Duration.ofNanos(Math.round(millis * 1e6)) : null,
                constant(Outcome.class, node.path("outcome")).orElse(Outcome.UNDER_WAY),
                constant(ErrorCode.class, node.path("code")).orElse(null),
                text(node.path("reason")),
                addresses(node.path("own")),
                addresses(node.path("theirs")));
    }

    private static List<LinkAddress> addresses(JsonNode list) {
        var addresses = new ArrayList<LinkAddress>();
        for (JsonNode node : list) {
            try {
                if (addresses.size() < MAX) {
                    HostPort address = HostPort.of(text(node.path("address")));
                    addresses.add(new LinkAddress(text(node.path("type")), address));
                }
            } catch (IllegalArgumentException noAddress) {
                // Another version may tell addresses of another form.
            }
        }
        return addresses;
    }

    private static String text(JsonNode node) {
        String text = node.asString("");
        return text.substring(0, Math.min(text.length(), MAX_TEXT));
    }

    private static <E extends Enum<E>> Optional<E> constant(Class<E> type, JsonNode node) {
        String name = node.asString("").toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(name))
                .findFirst();
    }
}
