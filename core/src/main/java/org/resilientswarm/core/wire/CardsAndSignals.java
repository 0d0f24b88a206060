package org.resilientswarm.core.wire;

import java.time.Duration;
import java.util.Base64;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.Fields.Form;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// [PeerCard] and [Signal] in JSON and in CBOR messages alike: the same fields by the same names,
/// times in milliseconds since 1970, bytes and keys in the form's own way. Reading checks types
/// only; `verify` of both checks the rest.
///
/// @param form how bytes and keys are written
record CardsAndSignals(Form form) {
    /// The text `[` IPv6 `]:65535` around a host.
    private static final int MAX_ADDRESS_LENGTH = Protocol.MAX_HOST_LENGTH + 8;

    ObjectNode tree(Signal signal) {
        var node = JsonNodeFactory.instance.objectNode();
        put(node, "to", signal.to());
        put(node, "from", signal.from());
        put(node, "id", signal.id());
        node.put("kind", signal.kind().code());
        node.put("created", signal.created().toEpochMilli());
        node.put("ttl", signal.ttl().toMillis());
        put(node, "box", signal.box());
        put(node, "signature", signal.signature());
        return node;
    }

    Signal signal(Fields fields) throws MalformedException {
        return new Signal(
                fields.key("to"),
                fields.key("from"),
                fields.bytes("id"),
                kind(fields.integer("kind", 0, 255)),
                fields.time("created"),
                Duration.ofMillis(fields.integer("ttl", 0, Integer.MAX_VALUE)),
                fields.bytes("box"),
                fields.bytes("signature"));
    }

    /// A card is its record's bytes.
    void put(ObjectNode node, String name, PeerCard card) {
        put(node, name, card.record().encode());
    }

    void add(ArrayNode list, PeerCard card) {
        byte[] bytes = card.record().encode();
        switch (form) {
            case JSON -> list.add(base64(bytes));
            case CBOR -> list.add(bytes);
        }
    }

    static PeerCard card(byte[] bytes) throws MalformedException {
        return PeerCard.of(SignedRecord.decode(bytes, 0, bytes.length));
    }

    void put(ObjectNode node, String name, byte[] bytes) {
        switch (form) {
            case JSON -> node.put(name, base64(bytes));
            case CBOR -> node.put(name, bytes);
        }
    }

    void put(ObjectNode node, String name, PublicKey key) {
        switch (form) {
            case JSON -> node.put(name, key.text());
            case CBOR -> node.put(name, key.bytes());
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static HostPort address(JsonNode value, String name) throws MalformedException {
        try {
            return HostPort.of(Fields.text(value, name, MAX_ADDRESS_LENGTH));
        } catch (IllegalArgumentException e) {
            throw Fields.malformed(name, "HOST:PORT");
        }
    }

    private static SignalKind kind(long code) throws MalformedException {
        for (SignalKind kind : SignalKind.values()) {
            if (kind.code() == code) {
                return kind;
            }
        }
        throw Fields.malformed("kind", "a kind of signal that is known here");
    }
}
