package org.resilientswarm.core.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.api.CaptureOptions;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.TrafficEntry;
import org.resilientswarm.core.model.TrafficField;
import org.resilientswarm.core.time.ManualTime;
import org.resilientswarm.core.wire.ContentWriter;
import org.resilientswarm.core.wire.GoldenVectors;
import org.resilientswarm.core.wire.HopCodec;
import org.resilientswarm.core.wire.HopFrame;

class TrafficDecoderTest {
    private static final PublicKey BEN = new PublicKey(new byte[32]);

    private final TrafficTap tap = new TrafficTap(new ManualTime(Instant.EPOCH));
    private final CaptureRing ring =
            new CaptureRing(CaptureOptions.defaults().withPayload(true), tap::remove);

    TrafficDecoderTest() {
        tap.add(ring, List.of());
    }

    private TrafficEntry last() {
        return ring.entriesAfter(ring.captured() - 1, 1).getFirst();
    }

    private TrafficField hop(byte[] message) {
        tap.hop(false, BEN, message);
        return ring.decode(last());
    }

    private TrafficField content(ContentWriter writer) {
        byte[] content = writer.content();
        ContentWriter.header(content, 5, 3);
        tap.content(true, BEN, List.of(), content, content.length);
        return ring.decode(last());
    }

    private static TrafficField at(TrafficField root, String... path) {
        TrafficField field = root;
        for (String name : path) {
            field =
                    field.children().stream()
                            .filter(child -> child.name().equals(name))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("no " + name + " in " + root));
        }
        return field;
    }

    private static byte[] bytes(TrafficField field, byte[] captured) {
        return Arrays.copyOfRange(captured, field.from(), field.from() + field.length());
    }

    private static byte[] data(ContentWriter writer, String hex) {
        byte[] data = HexFormat.of().parseHex(hex);
        System.arraycopy(data, 0, writer.array(), writer.dataAt(4), data.length);
        writer.data(4, data.length, true);
        return data;
    }

    @Test
    void aProbeHasATypeALengthAndAnId() {
        TrafficField root = hop(HopCodec.encode(new HopFrame.Probe(258)));
        assertThat(root.name()).isEqualTo("PROBE");
        assertThat(root.children())
                .containsExactly(
                        TrafficField.leaf("type", "5 PROBE", 0, 1),
                        TrafficField.leaf("length", "8 bytes", 1, 3),
                        TrafficField.leaf("id", "258", 4, 8));
    }

    @Test
    void everyFieldOfAHelloHasItsBytes() {
        byte[] hello = GoldenVectors.hop("hello");
        TrafficField root = hop(hello);
        TrafficField version = at(root, "body", "version");
        assertThat(version.value()).isEqualTo("1");
        // A text of seven characters, its letters, and the number.
        assertThat(bytes(version, hello))
                .isEqualTo(HexFormat.of().parseHex("67" + "76657273696f6e" + "01"));
        TrafficField name = at(root, "body", "card", "body", "name");
        assertThat(name.value()).isEqualTo("\"Anna Ångström\"");
        assertThat(at(root, "body", "capabilities", "0").value()).isEqualTo("\"later\"");
        TrafficField key = at(root, "body", "card", "author");
        assertThat(key.length()).isEqualTo(32);
        assertThat(key.value()).hasSize(63).contains("-");
        assertThat(at(root, "body", "card", "created").value()).contains("2026-01-01T00:00:00Z");
        assertThat(at(root, "body").length()).isEqualTo(hello.length - 4);
    }

    @Test
    void aSealedBoxStaysBytes() {
        TrafficField box = at(hop(GoldenVectors.hop("routed-signal")), "body", "signal", "box");
        assertThat(box.children()).isEmpty();
        assertThat(box.value()).endsWith(" bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "routed-signal", "goodbye", "probe", "probe-reply"})
    void fieldsLieWithinTheirParentAndDoNotOverlap(String name) {
        byte[] message = GoldenVectors.hop(name);
        TrafficField root = hop(message);
        assertThat(root.length()).isEqualTo(message.length);
        checkRanges(root);
    }

    private static void checkRanges(TrafficField field) {
        int at = field.from();
        for (TrafficField child : field.children()) {
            assertThat(child.from()).as(child.toString()).isGreaterThanOrEqualTo(at);
            at = child.from() + child.length();
            checkRanges(child);
        }
        assertThat(at).as(field.toString()).isLessThanOrEqualTo(field.from() + field.length());
    }

    @Test
    void aSessionsFrameTellsItsPacketAndItsStream() {
        var writer = new ContentWriter(100);
        writer.open(300, "chat");
        TrafficField root = content(writer);
        assertThat(root.children())
                .containsExactly(
                        TrafficField.leaf("sequence", "5", 0, 0),
                        TrafficField.leaf("acknowledged", "all before 3", 0, 0),
                        TrafficField.leaf("type", "1 OPEN", 0, 1),
                        TrafficField.leaf("stream", "300 chat", 1, 2),
                        TrafficField.leaf("type of the stream", "chat", 3, 5));
    }

    @Test
    void anEmptyPacketIsItsHeader() {
        TrafficField root = content(new ContentWriter(16));
        assertThat(root.children())
                .containsExactly(
                        TrafficField.leaf("sequence", "5", 0, 8),
                        TrafficField.leaf("acknowledged", "all before 3", 8, 8));
    }

    @Test
    void callsAreTakenToPieces() {
        var open = new ContentWriter(100);
        open.open(4, "rpc");
        content(open);
        var writer = new ContentWriter(100);
        data(writer, "a1616d63616464" + "830102f5");
        TrafficField content = at(content(writer), "content");
        assertThat(content.value()).isEqualTo("2 items");
        assertThat(at(content, "0", "m").value()).isEqualTo("\"add\"");
        assertThat(at(content, "1", "2").value()).isEqualTo("true");
        checkRanges(content);
        assertThat(at(content, "1").from()).isEqualTo(at(content, "0").from() + 7);
    }

    @Test
    void aPieceOfACallIsBytesFromWhereItEnds() {
        var open = new ContentWriter(100);
        open.open(4, "rpc");
        content(open);
        var writer = new ContentWriter(100);
        data(writer, "01" + "8301");
        TrafficField content = at(content(writer), "content");
        assertThat(at(content, "0").value()).isEqualTo("1");
        assertThat(at(content, "bytes").value()).isEqualTo("8301");
    }

    @Test
    void theDataOfOtherStreamsAreBytes() {
        var writer = new ContentWriter(100);
        data(writer, "a1616d63616464");
        TrafficField root = content(writer);
        assertThat(at(root, "last").value()).isEqualTo("nothing follows");
        assertThat(at(root, "bytes").value()).isEqualTo("a1616d63616464");
    }

    @Test
    void dataThatWasNotKeptSaysSo() {
        ring.keepPayload(false);
        var writer = new ContentWriter(100);
        data(writer, "a1616d63616464");
        TrafficField data = at(content(writer), "bytes");
        assertThat(data.value()).isEqualTo("7 bytes, not kept");
        assertThat(data.length()).isZero();
    }

    @Test
    void aBodyThatIsNoCborIsBytes() {
        TrafficField body =
                at(hop(new byte[] {HopCodec.GOODBYE, 0, 0, 2, (byte) 0xa2, 0x01}), "body");
        assertThat(body.value()).startsWith("no CBOR: a201");
        assertThat(body.length()).isEqualTo(2);
    }

    /// Whatever a stranger sends, it is taken to pieces without an exception.
    @Test
    void noBytesBreakTheDecoder() {
        var random = new Random(7);
        List<TrafficField> roots = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            byte[] message = new byte[4 + random.nextInt(40)];
            random.nextBytes(message);
            message[0] = (byte) (1 + random.nextInt(9));
            message[1] = 0;
            message[2] = 0;
            message[3] = (byte) (message.length - 4);
            roots.add(hop(message));
            byte[] content = new byte[16 + random.nextInt(40)];
            random.nextBytes(content);
            if (content.length > 16) {
                content[16] = (byte) (1 + random.nextInt(8));
            }
            tap.content(false, BEN, List.of(), content, content.length);
            roots.add(ring.decode(last()));
        }
        assertThat(roots).allSatisfy(root -> assertThat(root.length()).isNotNegative());
    }
}
