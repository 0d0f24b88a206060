package org.resilientswarm.core.wire;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.ExchangeMessage.FromClient;
import org.resilientswarm.core.wire.ExchangeMessage.FromServer;
import org.resilientswarm.core.wire.Fields.Form;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes and reads the messages of the signal exchange: JSON objects (RFC 8259) with a field
/// `type`. Safe on every thread.
///
/// Strict in what must be there, and lenient in what need not: unknown fields are ignored, so that
/// later versions may add some.
public final class ExchangeCodec {
    private static final int MAX_ERROR_LENGTH = 1024;

    /// Immutable, and dear to make.
    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(Protocol.MAX_EXCHANGE_NESTING)
                                                    .maxNumberLength(20)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private static final CardsAndSignals TREES = new CardsAndSignals(Form.JSON);

    private final int maxBytes;

    /// @param maxBytes the largest message that is read, in bytes of UTF-8
    public ExchangeCodec(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /// How an error names a key that it is about.
    public static String reference(PublicKey key) {
        return key.text();
    }

    /// How an error names the id of a signal that it is about.
    public static String reference(byte[] id) {
        return CardsAndSignals.base64(id);
    }

    /// Writes a message.
    public String encode(ExchangeMessage message) {
        return MAPPER.writeValueAsString(tree(message));
    }

    /// Reads what a client sent.
    ///
    /// @throws MalformedException `MESSAGE_OVERSIZED`, `MESSAGE_UNKNOWN`, or `MESSAGE_MALFORMED`
    ///     with the name of the field
    public FromClient decodeFromClient(String text) throws MalformedException {
        Fields fields = parse(text);
        String type = fields.text("type", MAX_ERROR_LENGTH);
        return switch (type) {
            case "register" ->
                    new ExchangeMessage.Register(
                            CardsAndSignals.card(fields.bytes("card")), fields.bytes("signature"));
            case "card" -> new ExchangeMessage.Card(CardsAndSignals.card(fields.bytes("card")));
            case "lookup" -> new ExchangeMessage.Lookup(fields.key("key"), patience(fields));
            case "signal" -> new ExchangeMessage.Carried(TREES.signal(fields.object("signal")));
            case "ping" -> new ExchangeMessage.Ping(keys(fields, "keys"));
            case "room" -> new ExchangeMessage.JoinRoom(roomName(fields));
            case "leave" -> new ExchangeMessage.LeaveRoom(roomName(fields));
            default -> throw unknown(type);
        };
    }

    /// Reads what an exchange sent.
    ///
    /// @throws MalformedException as [#decodeFromClient]
    public FromServer decodeFromServer(String text) throws MalformedException {
        Fields fields = parse(text);
        String type = fields.text("type", MAX_ERROR_LENGTH);
        return switch (type) {
            case "hello" -> hello(fields);
            case "registered" ->
                    new ExchangeMessage.Registered(
                            CardsAndSignals.address(fields.node().get("observed"), "observed"),
                            fields.truth("elsewhere"));
            case "card" -> new ExchangeMessage.Card(CardsAndSignals.card(fields.bytes("card")));
            case "unknown" -> new ExchangeMessage.Unknown(fields.key("key"));
            case "signal" -> new ExchangeMessage.Carried(TREES.signal(fields.object("signal")));
            case "delivered" -> new ExchangeMessage.Delivered(id(fields));
            case "waiting" -> new ExchangeMessage.Waiting(id(fields));
            case "expired" -> new ExchangeMessage.Expired(id(fields));
            case "pong" -> new ExchangeMessage.Pong(keys(fields, "present"));
            case "room" -> new ExchangeMessage.RoomMembers(roomName(fields), members(fields));
            case "elsewhere" -> new ExchangeMessage.Elsewhere();
            case "error" -> refused(fields);
            default -> throw unknown(type);
        };
    }

    private Fields parse(String text) throws MalformedException {
        if (text.length() > maxBytes || text.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            throw new MalformedException(
                    ErrorCode.MESSAGE_OVERSIZED,
                    "the message is larger than " + maxBytes + " bytes");
        }
        try {
            return Fields.of(MAPPER.readTree(text), Form.JSON, "message");
        } catch (JacksonException e) {
            throw new MalformedException(
                    ErrorCode.MESSAGE_MALFORMED,
                    "the message is not one JSON object: " + e.getOriginalMessage(),
                    e);
        }
    }

    private static FromServer hello(Fields fields) throws MalformedException {
        boolean stun = fields.node().has("stunPort");
        return new ExchangeMessage.Hello(
                (int) fields.integer("version", 0, Integer.MAX_VALUE),
                fields.bytes("nonce", Protocol.NONCE_BYTES),
                fields.time("time"),
                stun ? (int) fields.integer("stunPort", 1, 65_535) : 0);
    }

    private static FromServer refused(Fields fields) throws MalformedException {
        String name = fields.text("code", MAX_ERROR_LENGTH);
        ErrorCode code;
        try {
            code = ErrorCode.valueOf(name);
        } catch (IllegalArgumentException e) {
            // A later version may have codes that this one does not know; the sentence still helps.
            code = ErrorCode.EXCHANGE_REFUSED;
        }
        return new ExchangeMessage.Refused(
                code,
                fields.text("message", MAX_ERROR_LENGTH),
                fields.optionalText("reference", MAX_ERROR_LENGTH));
    }

    private static byte[] id(Fields fields) throws MalformedException {
        return fields.bytes("id", Signal.ID_LENGTH);
    }

    private static Duration patience(Fields fields) throws MalformedException {
        return Duration.ofMillis(fields.integer("waitMs", 0, Protocol.MAX_LOOKUP_WAIT.toMillis()));
    }

    private static List<PublicKey> keys(Fields fields, String name) throws MalformedException {
        return fields.list(name, Protocol.MAX_PING_KEYS, fields::key);
    }

    private static String roomName(Fields fields) throws MalformedException {
        String name = fields.text("name", Protocol.MAX_ROOM_NAME_LENGTH);
        if (name.isBlank()) {
            throw Fields.malformed("name", "the name of a room");
        }
        return name;
    }

    private static List<PeerCard> members(Fields fields) throws MalformedException {
        return fields.list(
                "members",
                Protocol.ROOM_CARDS_PER_MESSAGE,
                (element, name) -> CardsAndSignals.card(Fields.bytes(element, Form.JSON, name)));
    }

    private static MalformedException unknown(String type) {
        String shown = type.length() > 32 ? type.substring(0, 32) + "…" : type;
        return new MalformedException(
                ErrorCode.MESSAGE_UNKNOWN, "no message of the type '" + shown + "' is known here");
    }

    private static ObjectNode tree(ExchangeMessage message) {
        return switch (message) {
            case ExchangeMessage.Hello hello -> helloTree(hello);
            case ExchangeMessage.Registered(var observed, var elsewhere) ->
                    typed("registered")
                            .put("observed", observed.toString())
                            .put("elsewhere", elsewhere);
            case ExchangeMessage.Unknown(var key) -> typed("unknown").put("key", key.text());
            case ExchangeMessage.Delivered(var id) -> idTree("delivered", id);
            case ExchangeMessage.Waiting(var id) -> idTree("waiting", id);
            case ExchangeMessage.Expired(var id) -> idTree("expired", id);
            case ExchangeMessage.Pong(var present) -> keysTree("pong", "present", present);
            case ExchangeMessage.RoomMembers room -> roomTree(room);
            case ExchangeMessage.Elsewhere _ -> typed("elsewhere");
            case ExchangeMessage.Refused refused -> refusedTree(refused);
            case ExchangeMessage.Register(var card, var signature) -> {
                ObjectNode node = typed("register");
                TREES.put(node, "card", card);
                TREES.put(node, "signature", signature);
                yield node;
            }
            case ExchangeMessage.Lookup(var key, var patience) ->
                    typed("lookup").put("key", key.text()).put("waitMs", patience.toMillis());
            case ExchangeMessage.Ping(var keys) -> keysTree("ping", "keys", keys);
            case ExchangeMessage.JoinRoom(var name) -> typed("room").put("name", name);
            case ExchangeMessage.LeaveRoom(var name) -> typed("leave").put("name", name);
            case ExchangeMessage.Carried(var signal) ->
                    typed("signal").set("signal", TREES.tree(signal));
            case ExchangeMessage.Card(var card) -> {
                ObjectNode node = typed("card");
                TREES.put(node, "card", card);
                yield node;
            }
        };
    }

    private static ObjectNode typed(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static ObjectNode helloTree(ExchangeMessage.Hello hello) {
        ObjectNode node = typed("hello").put("version", hello.version());
        TREES.put(node, "nonce", hello.nonce());
        node.put("time", hello.time().toEpochMilli());
        return hello.stunPort() == 0 ? node : node.put("stunPort", hello.stunPort());
    }

    private static ObjectNode idTree(String type, byte[] id) {
        ObjectNode node = typed(type);
        TREES.put(node, "id", id);
        return node;
    }

    private static ObjectNode keysTree(String type, String name, List<PublicKey> keys) {
        ObjectNode node = typed(type);
        ArrayNode array = node.putArray(name);
        keys.forEach(key -> array.add(key.text()));
        return node;
    }

    private static ObjectNode roomTree(ExchangeMessage.RoomMembers room) {
        ObjectNode node = typed("room").put("name", room.name());
        ArrayNode members = node.putArray("members");
        for (PeerCard card : room.members()) {
            TREES.add(members, card);
        }
        return node;
    }

    private static ObjectNode refusedTree(ExchangeMessage.Refused refused) {
        ObjectNode node =
                typed("error").put("code", refused.code().name()).put("message", refused.message());
        return refused.reference() == null ? node : node.put("reference", refused.reference());
    }
}
