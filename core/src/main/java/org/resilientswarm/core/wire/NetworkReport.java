package org.resilientswarm.core.wire;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.MemberNetwork.Link;
import org.resilientswarm.core.wire.Fields.Form;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a member says about its links: the value of its record of the kind [#KIND], whose name is
/// empty. All members' reports together are the topology.
///
/// @param relays whether it takes circuits now
/// @param load how much of what it may carry is in use, 0 to 1, to the thousandth
/// @param links the links that are up, at most [Protocol#MAX_LINKS]
public record NetworkReport(boolean relays, double load, List<Link> links) {
    /// The kind of the record.
    public static final String KIND = "network";

    private static final double PER_MILLE = 1000.0;
    private static final long LONGEST_MICROS = Duration.ofMinutes(1).toNanos() / 1000;

    /// Copies the list.
    public NetworkReport {
        links = List.copyOf(links);
    }

    /// The value in CBOR.
    public byte[] body() {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("relays", relays).put("load", Math.round(load * PER_MILLE));
        ArrayNode list = node.putArray("links");
        for (Link link : links) {
            ObjectNode entry = list.addObject().put("peer", link.peer().bytes());
            putMicros(entry, "rtt", link.rtt());
            putMicros(entry, "jitter", link.jitter());
            entry.put("loss", Math.round(link.loss() * PER_MILLE));
            entry.put("since", link.since().toEpochMilli());
        }
        return Cbor.write(node);
    }

    private static void putMicros(ObjectNode entry, String name, @Nullable Duration time) {
        if (time != null) {
            entry.put(name, Math.min(time.toNanos() / 1000, LONGEST_MICROS));
        }
    }

    /// Reads a record as a report. The signature is not checked.
    ///
    /// @throws MalformedException when it is none
    public static NetworkReport of(SignedRecord record) throws MalformedException {
        if (!record.key().kind().equals(KIND) || record.deleted()) {
            throw new MalformedException(
                    ErrorCode.MESSAGE_MALFORMED, "a record that is no report of links");
        }
        byte[] body = record.body();
        Fields fields = Fields.of(Cbor.read(body, 0, body.length), Form.CBOR, KIND);
        return new NetworkReport(
                fields.truth("relays"),
                fields.integer("load", 0, (long) PER_MILLE) / PER_MILLE,
                fields.list("links", Protocol.MAX_LINKS, NetworkReport::link));
    }

    private static Link link(JsonNode element, String name) throws MalformedException {
        Fields fields = Fields.of(element, Form.CBOR, name);
        return new Link(
                fields.key("peer"),
                micros(fields, "rtt"),
                micros(fields, "jitter"),
                fields.integer("loss", 0, (long) PER_MILLE) / PER_MILLE,
                fields.time("since"));
    }

    private static @Nullable Duration micros(Fields fields, String name) throws MalformedException {
        if (fields.node().get(name) == null) {
            return null;
        }
        return Duration.ofNanos(1000 * fields.integer(name, 0, LONGEST_MICROS));
    }
}
