package org.resilientswarm.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.HostPort;

class ExchangeCodecTest {
    private static final Instant TIME = Instant.ofEpochMilli(1_790_000_000_123L);
    private static final Identity ANNA = Identity.ofSeed(filled(32, 1));
    private static final Identity BEN = Identity.ofSeed(filled(32, 2));

    private final ExchangeCodec codec = new ExchangeCodec(Protocol.MAX_EXCHANGE_MESSAGE_BYTES);

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static PeerCard card() {
        return PeerCard.sign(
                ANNA,
                "Anna \"A\" Ärm",
                filled(32, 3),
                "resilient-swarm/test",
                List.of(new HostPort("192.0.2.7", 7900), new HostPort("2001:db8::7", 7900)),
                TIME);
    }

    private static Signal signal() {
        return TestSignals.signal(
                ANNA, BEN.publicKey(), filled(16, 4), filled(40, 5), TIME, Duration.ofSeconds(30));
    }

    /// One of each, in the order of the golden file.
    static List<ExchangeMessage> messages() {
        byte[] nonce = filled(32, 6);
        byte[] id = filled(16, 4);
        return List.of(
                new ExchangeMessage.Hello(1, nonce, TIME, 3478),
                new ExchangeMessage.Hello(1, nonce, TIME, 0),
                new ExchangeMessage.Register(
                        card(), Registration.sign(ANNA, nonce, "exchange.example:7900")),
                new ExchangeMessage.Registered(new HostPort("2001:db8::9", 50_000), true),
                new ExchangeMessage.Lookup(BEN.publicKey(), Duration.ofSeconds(30)),
                new ExchangeMessage.Card(card()),
                new ExchangeMessage.Unknown(BEN.publicKey()),
                new ExchangeMessage.Carried(signal()),
                new ExchangeMessage.Delivered(id),
                new ExchangeMessage.Waiting(id),
                new ExchangeMessage.Expired(id),
                new ExchangeMessage.Ping(List.of(ANNA.publicKey(), BEN.publicKey())),
                new ExchangeMessage.Pong(List.of(BEN.publicKey())),
                new ExchangeMessage.JoinRoom("garden"),
                new ExchangeMessage.RoomMembers("garden", List.of(card())),
                new ExchangeMessage.LeaveRoom("garden"),
                new ExchangeMessage.Elsewhere(),
                new ExchangeMessage.Refused(
                        ErrorCode.RATE_LIMITED, "more than 50 messages a second", "BAQEBA"),
                new ExchangeMessage.Refused(ErrorCode.MESSAGE_UNKNOWN, "no such message", null));
    }

    private static List<String> golden() throws IOException {
        try (InputStream in = ExchangeCodecTest.class.getResourceAsStream("/wire/exchange.jsonl")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private ExchangeMessage decode(ExchangeMessage like, String text) throws MalformedException {
        return like instanceof ExchangeMessage.FromClient
                ? codec.decodeFromClient(text)
                : codec.decodeFromServer(text);
    }

    private MalformedException refusalOf(String text) {
        return catchThrowableOfType(MalformedException.class, () -> codec.decodeFromClient(text));
    }

    @Test
    void everyMessageIsWrittenAsTheGoldenFileSays() throws IOException {
        assertThat(messages().stream().map(codec::encode).toList()).isEqualTo(golden());
    }

    @Test
    void everyGoldenLineIsReadAsTheMessageItStandsFor() throws Exception {
        List<ExchangeMessage> messages = messages();
        List<String> golden = golden();
        for (int i = 0; i < golden.size(); i++) {
            assertThat(decode(messages.get(i), golden.get(i)))
                    .usingRecursiveComparison()
                    .isEqualTo(messages.get(i));
        }
    }

    @Test
    void whatWasSignedIsStillProvenAfterTheWay() throws Exception {
        var read =
                (ExchangeMessage.Card)
                        codec.decodeFromServer(codec.encode(new ExchangeMessage.Card(card())));
        read.card().verify(TIME);
        var carried =
                (ExchangeMessage.Carried)
                        codec.decodeFromServer(codec.encode(new ExchangeMessage.Carried(signal())));
        carried.signal().verify(TIME);
        assertThat(carried.signal().from()).isEqualTo(ANNA.publicKey());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyMissingFieldIsNamed(ExchangeMessage message) throws Exception {
        String text = codec.encode(message);
        for (String field : topLevelFields(text)) {
            if (List.of("stunPort", "reference", "type").contains(field)) {
                continue;
            }
            String without = text.replaceFirst("\"" + field + "\":", "\"not-" + field + "\":");
            MalformedException refused =
                    catchThrowableOfType(MalformedException.class, () -> decode(message, without));
            assertThat(refused).as(without).isNotNull();
            assertThat(refused.code()).isEqualTo(ErrorCode.MESSAGE_MALFORMED);
            assertThat(refused.reason()).contains("'" + field + "'");
        }
    }

    private static List<String> topLevelFields(String text) {
        var fields = new ArrayList<String>();
        tools.jackson.databind.json.JsonMapper.shared()
                .readTree(text)
                .propertyNames()
                .forEach(fields::add);
        return fields;
    }

    @ParameterizedTest
    @MethodSource("messages")
    void unknownFieldsAreIgnored(ExchangeMessage message) throws Exception {
        String text = codec.encode(message);
        String more = "{\"future\":{\"a\":[1,2]}," + text.substring(1);
        assertThat(decode(message, more)).usingRecursiveComparison().isEqualTo(message);
    }

    @Test
    void aMessageAtTheSizeLimitIsReadAndOneByteMoreIsNot() throws Exception {
        String start = "{\"type\":\"room\",\"name\":\"x\",\"pad\":\"";
        int pad = Protocol.MAX_EXCHANGE_MESSAGE_BYTES - start.length() - 2;
        assertThat(codec.decodeFromClient(start + "p".repeat(pad) + "\"}"))
                .isEqualTo(new ExchangeMessage.JoinRoom("x"));
        assertThat(refusalOf(start + "p".repeat(pad + 1) + "\"}").code())
                .isEqualTo(ErrorCode.MESSAGE_OVERSIZED);
    }

    @Test
    void theSizeLimitCountsBytesNotCharacters() {
        String start = "{\"type\":\"room\",\"name\":\"x\",\"pad\":\"";
        int pad = (Protocol.MAX_EXCHANGE_MESSAGE_BYTES - start.length()) / 2;
        assertThat(refusalOf(start + "ä".repeat(pad) + "\"}").code())
                .isEqualTo(ErrorCode.MESSAGE_OVERSIZED);
    }

    @Test
    void nestingAtTheLimitIsReadAndOneDeeperIsNot() throws Exception {
        int inner = Protocol.MAX_EXCHANGE_NESTING - 1;
        assertThat(codec.decodeFromClient(nested(inner)))
                .isEqualTo(new ExchangeMessage.JoinRoom("x"));
        assertThat(refusalOf(nested(inner + 1)).code()).isEqualTo(ErrorCode.MESSAGE_MALFORMED);
    }

    private static String nested(int depth) {
        return "{\"type\":\"room\",\"name\":\"x\",\"deep\":"
                + "[".repeat(depth)
                + "]".repeat(depth)
                + "}";
    }

    @Test
    void aPingHasAtMost256Keys() throws Exception {
        var keys = Collections.nCopies(Protocol.MAX_PING_KEYS, ANNA.publicKey());
        assertThat(codec.decodeFromClient(codec.encode(new ExchangeMessage.Ping(keys))))
                .isEqualTo(new ExchangeMessage.Ping(keys));
        var more = Collections.nCopies(Protocol.MAX_PING_KEYS + 1, ANNA.publicKey());
        assertThat(refusalOf(codec.encode(new ExchangeMessage.Ping(more))).reason())
                .contains("'keys'");
    }

    @Test
    void aLookupWaitsForAtMostThirtySeconds() throws Exception {
        String text =
                "{\"type\":\"lookup\",\"key\":\"" + ANNA.publicKey().text() + "\",\"waitMs\":";
        assertThat(codec.decodeFromClient(text + "30000}"))
                .isEqualTo(new ExchangeMessage.Lookup(ANNA.publicKey(), Duration.ofSeconds(30)));
        assertThat(refusalOf(text + "30001}").reason()).contains("'waitMs'");
        assertThat(refusalOf(text + "-1}").reason()).contains("'waitMs'");
        assertThat(refusalOf(text + "1.5}").reason()).contains("'waitMs'");
        assertThat(refusalOf(text + "99999999999999999999}").reason()).contains("'waitMs'");
    }

    @Test
    void aRoomNameHasOneTo64Characters() throws Exception {
        assertThat(codec.decodeFromClient(room("r".repeat(64))))
                .isEqualTo(new ExchangeMessage.JoinRoom("r".repeat(64)));
        assertThat(refusalOf(room("r".repeat(65))).reason()).contains("'name'");
        assertThat(refusalOf(room("")).reason()).contains("'name'");
        assertThat(refusalOf(room("  ")).reason()).contains("'name'");
    }

    private static String room(String name) {
        return "{\"type\":\"room\",\"name\":\"" + name + "\"}";
    }

    @ParameterizedTest
    @ValueSource(ints = {31, 33})
    void aNonceHas32Bytes(int length) {
        String text =
                "{\"type\":\"hello\",\"version\":1,\"time\":1,\"nonce\":\""
                        + CardsAndSignals.base64(new byte[length])
                        + "\"}";
        MalformedException refused =
                catchThrowableOfType(MalformedException.class, () -> codec.decodeFromServer(text));
        assertThat(refused.reason()).contains("'nonce'");
    }

    @Test
    void aKeyMayBeWrittenInHexadecimalToo() throws Exception {
        String text =
                "{\"type\":\"lookup\",\"waitMs\":0,\"key\":\"" + ANNA.publicKey().hex() + "\"}";
        assertThat(codec.decodeFromClient(text))
                .isEqualTo(new ExchangeMessage.Lookup(ANNA.publicKey(), Duration.ZERO));
    }

    @Test
    void aMistypedKeyIsRefusedWithTheReason() {
        String key = ANNA.publicKey().text();
        String mistyped = (key.startsWith("0") ? "1" : "0") + key.substring(1);
        String text = "{\"type\":\"lookup\",\"waitMs\":0,\"key\":\"" + mistyped + "\"}";
        assertThat(refusalOf(text).reason()).contains("'key'");
    }

    @Test
    void anUnknownTypeIsToldAsSuch() {
        assertThat(refusalOf("{\"type\":\"teleport\"}").code())
                .isEqualTo(ErrorCode.MESSAGE_UNKNOWN);
        // Known only in the other direction.
        assertThat(refusalOf("{\"type\":\"pong\",\"present\":[]}").code())
                .isEqualTo(ErrorCode.MESSAGE_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "42",
                "\"room\"",
                "{",
                "{}",
                "{\"type\":7}",
                "{\"type\":null}",
                "{\"type\":\"room\",\"name\":7}",
                "{\"type\":\"room\",\"name\":null}",
                "{\"type\":\"room\",\"name\":[\"x\"]}",
                "{\"type\":\"room\",\"name\":\"x\"} trailing",
                "{\"type\":\"room\",\"name\":\"x\"}{}",
                "{\"type\":\"room\",\"name\":\"x\",\"name\":\"y\"}",
                "{'type':'room','name':'x'}",
                "{\"type\":\"register\",\"card\":[],\"signature\":\"\"}",
                "{\"type\":\"ping\",\"keys\":\"x\"}",
                "{\"type\":\"ping\",\"keys\":[7]}",
                "{\"type\":\"signal\",\"signal\":{}}"
            })
    void whatIsNoMessageIsMalformed(String text) {
        assertThat(refusalOf(text).code()).isEqualTo(ErrorCode.MESSAGE_MALFORMED);
    }

    @Test
    void theLargestSignalFitsIntoAMessage() throws Exception {
        Signal largest =
                TestSignals.signal(
                        ANNA,
                        BEN.publicKey(),
                        filled(16, 1),
                        new byte[Protocol.MAX_SIGNAL_BOX_BYTES],
                        TIME,
                        Duration.ofSeconds(30));
        var message = new ExchangeMessage.Carried(largest);
        assertThat(codec.decodeFromClient(codec.encode(message)))
                .usingRecursiveComparison()
                .isEqualTo(message);
    }

    @Test
    void theLargestRoomMessageFitsIntoAMessage() throws Exception {
        String controls = "\u0001".repeat(Protocol.MAX_NAME_LENGTH);
        var host = new HostPort("h".repeat(Protocol.MAX_HOST_LENGTH), 65_535);
        PeerCard largest =
                PeerCard.sign(
                        ANNA,
                        controls,
                        filled(32, 3),
                        controls,
                        Collections.nCopies(Protocol.MAX_ADDRESSES, host),
                        TIME);
        var message =
                new ExchangeMessage.RoomMembers(
                        "x", Collections.nCopies(Protocol.ROOM_CARDS_PER_MESSAGE, largest));
        assertThat(codec.decodeFromServer(codec.encode(message)))
                .usingRecursiveComparison()
                .isEqualTo(message);
    }

    @Test
    void anErrorWithACodeOfALaterVersionIsStillRead() throws Exception {
        var read =
                (ExchangeMessage.Refused)
                        codec.decodeFromServer(
                                "{\"type\":\"error\",\"code\":\"SUN_TOO_BRIGHT\",\"message\":\"m\"}");
        assertThat(read.code()).isEqualTo(ErrorCode.EXCHANGE_REFUSED);
        assertThat(read.message()).isEqualTo("m");
    }
}
