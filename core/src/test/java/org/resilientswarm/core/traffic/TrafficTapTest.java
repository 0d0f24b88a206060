package org.resilientswarm.core.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.api.CaptureOptions;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SessionInfo;
import org.resilientswarm.core.model.SessionState;
import org.resilientswarm.core.model.StreamInfo;
import org.resilientswarm.core.model.StreamState;
import org.resilientswarm.core.model.TrafficEntry;
import org.resilientswarm.core.model.TrafficEntry.Packet;
import org.resilientswarm.core.model.TrafficEntry.Stream;
import org.resilientswarm.core.model.TrafficKind;
import org.resilientswarm.core.model.TrafficLayer;
import org.resilientswarm.core.time.ManualTime;
import org.resilientswarm.core.wire.ContentWriter;
import org.resilientswarm.core.wire.HopCodec;
import org.resilientswarm.core.wire.HopFrame;

class TrafficTapTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final PublicKey BEN = key(2);
    private static final PublicKey CLARA = key(3);

    private final ManualTime time = new ManualTime(START);
    private final TrafficTap tap = new TrafficTap(time);

    private static PublicKey key(int number) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) number;
        return new PublicKey(bytes);
    }

    private CaptureRing capture(boolean payload) {
        var ring = new CaptureRing(CaptureOptions.defaults().withPayload(payload), tap::remove);
        tap.add(ring, List.of());
        return ring;
    }

    private static List<TrafficEntry> all(CaptureRing ring) {
        return ring.entriesAfter(0, 1000);
    }

    private static List<TrafficKind> kinds(CaptureRing ring) {
        return all(ring).stream().map(TrafficEntry::kind).toList();
    }

    private static byte[] join(byte[]... messages) {
        byte[] all = new byte[Arrays.stream(messages).mapToInt(m -> m.length).sum()];
        int at = 0;
        for (byte[] message : messages) {
            System.arraycopy(message, 0, all, at, message.length);
            at += message.length;
        }
        return all;
    }

    private void content(boolean outbound, ContentWriter writer) {
        byte[] content = writer.content();
        ContentWriter.header(content, 81, 40);
        // The session's buffer is longer than what it holds.
        tap.content(
                outbound,
                BEN,
                List.of(CLARA),
                Arrays.copyOf(content, content.length + 7),
                content.length);
    }

    private static ContentWriter data(long stream, int length, boolean last) {
        var writer = new ContentWriter(2000);
        Arrays.fill(
                writer.array(), writer.dataAt(stream), writer.dataAt(stream) + length, (byte) 9);
        writer.data(stream, length, last);
        return writer;
    }

    @Test
    void nothingIsRememberedWhileNobodyLooks() {
        tap.hop(true, BEN, HopCodec.encode(new HopFrame.Probe(1)));
        CaptureRing ring = capture(false);
        assertThat(all(ring)).isEmpty();
    }

    @Test
    void everyFrameOfAMessageIsAnEntryWithItsOwnBytes() {
        CaptureRing ring = capture(false);
        byte[] probe = HopCodec.encode(new HopFrame.Probe(7));
        byte[] goodbye = HopCodec.encode(new HopFrame.Goodbye("done"));
        time.pass(Duration.ofSeconds(2));
        tap.hop(false, BEN, join(probe, goodbye, new byte[] {99, 0, 0, 1, 5}));
        assertThat(kinds(ring))
                .containsExactly(TrafficKind.PROBE, TrafficKind.GOODBYE, TrafficKind.UNKNOWN);
        TrafficEntry second = all(ring).get(1);
        assertThat(second.captured()).isEqualTo(goodbye);
        assertThat(second.length()).isEqualTo(goodbye.length);
        assertThat(second.info()).isEqualTo("done");
        assertThat(second.at()).isEqualTo(START.plusSeconds(2));
        assertThat(second.outbound()).isFalse();
        assertThat(second.peer()).isEqualTo(BEN);
        assertThat(second.layer()).isEqualTo(TrafficLayer.LINK);
        assertThat(second.packet()).isNull();
        assertThat(all(ring).getFirst().info()).isEqualTo("probe 7");
    }

    @Test
    void aSealedPacketIsNeverKeptEvenWithPayload() {
        CaptureRing ring = capture(true);
        byte[] message = new byte[HopCodec.PACKET_HEADER_BYTES + 500];
        Arrays.fill(message, (byte) 0x5a);
        HopCodec.packet(message, 3);
        tap.hop(true, BEN, message);
        tap.hop(false, BEN, Arrays.copyOf(message, 300));
        TrafficEntry whole = all(ring).getFirst();
        assertThat(whole.kind()).isEqualTo(TrafficKind.PACKET);
        assertThat(whole.length()).isEqualTo(508);
        assertThat(whole.captured()).isEqualTo(Arrays.copyOf(message, 8));
        assertThat(whole.info()).isEqualTo("circuit 3 · 500 bytes, sealed");
        TrafficEntry cut = all(ring).get(1);
        assertThat(cut.kind()).isEqualTo(TrafficKind.MALFORMED);
        assertThat(cut.captured()).isEqualTo(Arrays.copyOf(message, 8));
    }

    @Test
    void bytesThatAreNoFrameAreKeptInPart() {
        CaptureRing ring = capture(false);
        byte[] probe = HopCodec.encode(new HopFrame.Probe(7));
        byte[] garbage = new byte[100];
        garbage[1] = 1;
        tap.hop(false, BEN, join(probe, garbage));
        tap.hop(false, BEN, new byte[] {1, 2, 3});
        assertThat(kinds(ring))
                .containsExactly(TrafficKind.PROBE, TrafficKind.MALFORMED, TrafficKind.MALFORMED);
        assertThat(all(ring).get(1).captured()).hasSize(64);
        assertThat(all(ring).get(1).length()).isEqualTo(100);
        assertThat(all(ring).get(2).captured()).containsExactly(1, 2, 3);
    }

    @Test
    void theBytesOfStreamsAreKeptOnlyForWhoAsked() {
        CaptureRing headers = capture(false);
        CaptureRing payload = capture(true);
        content(true, data(4, 1000, true));
        TrafficEntry short_ = all(headers).getFirst();
        TrafficEntry whole = all(payload).getFirst();
        assertThat(short_.kind()).isEqualTo(TrafficKind.DATA);
        assertThat(short_.length()).isEqualTo(1006);
        assertThat(short_.captured()).hasSize(6).doesNotContain(9);
        assertThat(short_.info()).isEqualTo("seq 81 · stream 4 · 1000 bytes · the last");
        assertThat(short_.packet()).isEqualTo(new Packet(81, 40));
        assertThat(short_.via()).containsExactly(CLARA);
        assertThat(whole.captured()).hasSize(1006).endsWith(9, 9, 9);
    }

    @Test
    void keepingPayloadCanBeSwitchedWhileCapturing() {
        CaptureRing ring = capture(false);
        content(true, data(4, 10, false));
        ring.keepPayload(true);
        content(true, data(4, 10, false));
        ring.keepPayload(false);
        content(true, data(4, 10, false));
        assertThat(all(ring).stream().map(TrafficEntry::capturedLength)).containsExactly(6, 16, 6);
    }

    @Test
    void theTypeOfAStreamIsRememberedForBothDirections() {
        CaptureRing ring = capture(false);
        var open = new ContentWriter(100);
        open.open(6, "chat");
        open.credit(6, 70_000);
        content(true, open);
        content(false, data(6, 3, false));
        content(false, data(8, 3, false));
        assertThat(all(ring).stream().map(TrafficEntry::stream))
                .containsExactly(
                        new Stream(6, "chat"),
                        new Stream(6, "chat"),
                        new Stream(6, "chat"),
                        new Stream(8, ""));
    }

    @Test
    void theTypesOfStreamsThatWereOpenBeforeAreKnown() {
        var stream = new StreamInfo(2, "db", true, StreamState.OPEN, START, 0, 0, 0, 0);
        var session =
                new SessionInfo(
                        BEN,
                        SessionState.UP,
                        true,
                        START,
                        null,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        List.of(stream));
        var ring = new CaptureRing(CaptureOptions.defaults(), tap::remove);
        tap.add(ring, List.of(session));
        content(true, data(2, 3, false));
        assertThat(all(ring).getFirst().stream()).isEqualTo(new Stream(2, "db"));
    }

    @Test
    void aNewSessionMakesItsNumbersMeanOtherStreams() {
        CaptureRing ring = capture(false);
        var writer = new ContentWriter(100);
        writer.open(6, "chat");
        writer.close(0, "bye");
        content(true, writer);
        content(true, data(6, 3, false));
        assertThat(Objects.requireNonNull(all(ring).getLast().stream()).type()).isEmpty();
    }

    @Test
    void aPacketWithoutFramesIsAnAcknowledgement() {
        CaptureRing ring = capture(false);
        content(false, new ContentWriter(16));
        TrafficEntry entry = all(ring).getFirst();
        assertThat(entry.kind()).isEqualTo(TrafficKind.ACK);
        assertThat(entry.length()).isEqualTo(16);
        assertThat(entry.info()).isEqualTo("seq 81 · received all before 40");
    }

    @Test
    void contentThatIsBrokenShowsNoPieceOfIt() {
        CaptureRing ring = capture(false);
        var writer = new ContentWriter(100);
        writer.ping(5);
        content(true, writer);
        byte[] broken = Arrays.copyOf(writer.content(), 20);
        broken[18] = 50;
        tap.content(false, BEN, List.of(), broken, 20);
        tap.content(false, BEN, List.of(), broken, 15);
        assertThat(kinds(ring))
                .containsExactly(
                        TrafficKind.PING,
                        TrafficKind.PING,
                        TrafficKind.MALFORMED,
                        TrafficKind.MALFORMED);
        assertThat(all(ring).getLast().captured()).isEmpty();
        assertThat(all(ring).getLast().length()).isEqualTo(15);
    }

    @Test
    void whoStopsLookingCostsNothingMore() {
        CaptureRing one = capture(false);
        CaptureRing other = capture(false);
        one.close();
        tap.hop(true, BEN, HopCodec.encode(new HopFrame.Probe(1)));
        assertThat(one.captured()).isZero();
        assertThat(other.captured()).isOne();
        other.close();
        tap.hop(true, BEN, HopCodec.encode(new HopFrame.Probe(2)));
        assertThat(other.captured()).isOne();
    }

    @Test
    void textsOfStrangersStayInTheirLine() {
        CaptureRing ring = capture(false);
        tap.hop(false, BEN, HopCodec.encode(new HopFrame.Goodbye("a\nb\u202ec\u0007")));
        assertThat(all(ring).getFirst().info()).isEqualTo("a\ufffdb\ufffdc\ufffd");
        assertThat(all(ring).getFirst().line()).doesNotContain("\n");
    }

    @Test
    void aBodyThatCannotBeReadSaysWhy() {
        CaptureRing ring = capture(false);
        tap.hop(false, BEN, new byte[] {HopCodec.HELLO, 0, 0, 1, 0x01});
        assertThat(all(ring).getFirst().kind()).isEqualTo(TrafficKind.HELLO);
        assertThat(all(ring).getFirst().info()).startsWith("not readable: ");
    }

    @Test
    void theLineHasItsPartsInFixedPlaces() {
        CaptureRing ring = capture(false);
        tap.hop(true, BEN, HopCodec.encode(new HopFrame.Probe(1)));
        content(false, data(4, 1000, false));
        List<String> lines = all(ring).stream().map(TrafficEntry::line).toList();
        assertThat(lines.getFirst())
                .startsWith("00:00:00.000Z >> " + BEN.shortText() + " LINK")
                .endsWith("PROBE         12  probe 1");
        assertThat(lines.getFirst().indexOf("probe 1")).isEqualTo(lines.get(1).indexOf("seq 81"));
    }
}
