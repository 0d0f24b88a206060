package org.resilientswarm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.api.SwarmStream;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.ResetCode;
import org.resilientswarm.core.model.SessionInfo;
import org.resilientswarm.core.session.Handshake;
import org.resilientswarm.core.session.HandshakeIdentity;
import org.resilientswarm.core.session.PacketCipher;
import org.resilientswarm.core.wire.HopCodec;
import org.resilientswarm.core.wire.HopFrame;
import org.resilientswarm.core.wire.PacketHeader;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.SessionFrame;

/// What a peer can do with a session, or on the way to one. Somebody else's session beside it goes
/// on, and is answered in the same moment.
class HostileSessionTest {
    private static final int PACKET_AT = HopCodec.PACKET_HEADER_BYTES;
    private static final int MANY = 100_000;

    private final EngineBench bench = new EngineBench();
    private final RawNeighbour bystander = bench.neighbour(1);
    private final RawSession beside = new RawSession(bystander);
    private final List<SwarmStream> taken = new ArrayList<>();
    private int strangers = 1;

    HostileSessionTest() {
        bench.engine().streams().take("taken", taken::add);
    }

    @AfterEach
    void theBystanderIsNotDisturbed() {
        assertThat(bench.isPeer(bystander)).isTrue();
        assertThat(beside.isAnswered(4711)).isTrue();
        beside.says(beside.numbered(out -> out.open(2, "taken")));
        beside.says(beside.numbered(out -> out.reset(2, ResetCode.CANCELLED.number())));
        assertThat(session(bystander).streams()).isEmpty();
        assertThat(bench.events).noneMatch(event -> event.toString().contains("INTERNAL"));
    }

    private RawNeighbour neighbour() {
        return bench.neighbour(++strangers);
    }

    private SessionInfo session(RawNeighbour neighbour) {
        return bench.engine().snapshot().sessions().stream()
                .filter(session -> session.peer().equals(neighbour.key()))
                .findFirst()
                .orElseThrow();
    }

    private long refusals() {
        return bench.engine().snapshot().refused().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private void assertCutOff(RawNeighbour neighbour, ErrorCode code) {
        assertThat(bench.refused(code)).isEqualTo(1);
        assertGone(neighbour);
    }

    private void assertGone(RawNeighbour neighbour) {
        assertThat(bench.isPeer(neighbour)).isFalse();
        assertThat(neighbour.closed()).isTrue();
        assertThat(bench.engine().snapshot().sessions())
                .noneMatch(session -> session.peer().equals(neighbour.key()));
    }

    // Packets

    @Test
    void aPacketWithAnyBitFlippedIsRefusedAndCountedAndTheNextIsTaken() {
        RawNeighbour rude = neighbour();
        var session = new RawSession(rude);
        byte[] genuine = session.once(out -> out.ping(1));
        int bits = (genuine.length - PACKET_AT) * Byte.SIZE;
        // The first byte says what kind of packet it is; see below.
        for (int bit = Byte.SIZE; bit < bits; bit++) {
            long before = refusals();
            rude.saysBytes(flipped(genuine, bit));
            assertThat(refusals()).as("bit %d", bit).isEqualTo(before + 1);
        }
        assertThat(bench.engine().snapshot().refused())
                .containsOnlyKeys(ErrorCode.PACKET_FORGED, ErrorCode.PACKET_STRAY);
        assertThat(session.news()).isEmpty();
        rude.saysBytes(genuine);
        assertThat(session.news()).containsExactly(new SessionFrame.Pong(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void aPacketOfAnotherKindThanItIsEndsTheSession(int bit) {
        RawNeighbour rude = neighbour();
        byte[] genuine = new RawSession(rude).once(out -> out.ping(1));
        rude.saysBytes(flipped(genuine, bit));
        assertThat(refusals()).isEqualTo(1);
        assertGone(rude);
    }

    private static byte[] flipped(byte[] message, int bit) {
        byte[] damaged = message.clone();
        damaged[PACKET_AT + bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        return damaged;
    }

    @Test
    void aPacketThatIsCutOffIsRefusedAndCounted() {
        RawNeighbour rude = neighbour();
        var session = new RawSession(rude);
        byte[] genuine = session.once(out -> out.ping(1));
        int shortest = PACKET_AT + PacketCipher.OVERHEAD;
        for (int length = shortest; length < genuine.length; length++) {
            rude.saysBytes(cut(genuine, length));
        }
        assertThat(bench.refused(ErrorCode.PACKET_FORGED)).isEqualTo(genuine.length - shortest);
        assertThat(session.isAnswered(2)).isTrue();
        for (int length = PACKET_AT; length < shortest; length++) {
            RawNeighbour cutting = neighbour();
            cutting.saysBytes(cut(new RawSession(cutting).once(out -> out.ping(1)), length));
            assertGone(cutting);
        }
        assertThat(bench.refused(ErrorCode.MESSAGE_MALFORMED)).isEqualTo(PacketCipher.OVERHEAD);
    }

    private static byte[] cut(byte[] message, int length) {
        byte[] shorter = Arrays.copyOf(message, length);
        HopCodec.packet(shorter, 0);
        return shorter;
    }

    @Test
    void aPacketThatIsReplayedIsTakenOnce() {
        RawNeighbour rude = neighbour();
        var session = new RawSession(rude);
        byte[] genuine = session.once(out -> out.ping(1));
        for (int i = 0; i <= MANY; i++) {
            rude.saysBytes(genuine.clone());
        }
        assertThat(session.news()).containsExactly(new SessionFrame.Pong(1));
        assertThat(bench.refused(ErrorCode.PACKET_REPLAYED)).isEqualTo(MANY);
        assertThat(session.isAnswered(2)).isTrue();
    }

    @Test
    void aPacketOfSomebodyElsesSessionIsRefusedAndDoesNotUseItUp() {
        RawNeighbour rude = neighbour();
        byte[] theirs = beside.once(out -> out.ping(1));
        rude.saysBytes(theirs.clone());
        assertThat(bench.refused(ErrorCode.PACKET_STRAY)).isEqualTo(1);
        assertThat(bench.isPeer(rude)).isTrue();
        beside.news();
        bystander.saysBytes(theirs);
        assertThat(beside.news()).containsExactly(new SessionFrame.Pong(1));
    }

    @Test
    void aPacketUnderSomebodyElsesNumberIsRefused() {
        RawNeighbour rude = neighbour();
        byte[] message = new RawSession(rude).once(out -> out.ping(1));
        PacketHeader.writeSealed(message, PACKET_AT, 0, bystander.farIndex(), 0);
        rude.saysBytes(message);
        assertThat(bench.refused(ErrorCode.PACKET_STRAY)).isEqualTo(1);
        assertThat(bench.isPeer(rude)).isTrue();
    }

    // Handshakes

    @Test
    void aFirstMessageOfAnyOtherLengthEndsTheLink() {
        for (int length = 0; length < Handshake.FIRST_BYTES; length++) {
            RawNeighbour rude = bench.stranger(++strangers).offersAndConnects();
            rude.says(rude.hello());
            rude.saysPacket(PacketHeader.FIRST, 0, RawNeighbour.SESSION, new byte[length]);
            assertGone(rude);
        }
        assertThat(bench.refused(ErrorCode.HANDSHAKE_FAILED)).isEqualTo(Handshake.FIRST_BYTES);
    }

    @ParameterizedTest
    @ValueSource(ints = {PacketHeader.SECOND, PacketHeader.THIRD})
    void aMessageOutOfOrderEndsTheLink(int kind) {
        RawNeighbour rude = bench.stranger(++strangers).offersAndConnects();
        rude.says(rude.hello());
        rude.saysPacket(kind, RawNeighbour.SESSION, 1, new byte[Handshake.THIRD_BYTES]);
        assertCutOff(rude, ErrorCode.HANDSHAKE_FAILED);
    }

    @Test
    void aProofWithABitFlippedOrCutOffEndsTheLink() {
        int tries = 0;
        for (int at = 0; at < Handshake.THIRD_BYTES; at += 61) {
            int damaged = at;
            proves(proof -> proof[damaged] ^= (byte) (1 << damaged % Byte.SIZE), false);
            proves(_ -> {}, true);
            tries += 2;
        }
        assertThat(bench.refused(ErrorCode.HANDSHAKE_FAILED)).isEqualTo(tries);
    }

    /// Does everything right up to the proof.
    private void proves(java.util.function.Consumer<byte[]> damage, boolean cutOff) {
        RawNeighbour rude = bench.stranger(++strangers).offersAndConnects();
        rude.says(rude.hello());
        rude.shakesHands(
                rude.identity(),
                proof -> {
                    damage.accept(proof);
                    return cutOff ? Arrays.copyOf(proof, strangers * 7 % proof.length) : proof;
                });
        assertGone(rude);
    }

    @Test
    void aProofThatIsRepeatedEndsTheSessionThatItBegan() {
        RawNeighbour rude = bench.stranger(++strangers).offersAndConnects();
        rude.says(rude.hello());
        var proofs = new ArrayList<byte[]>();
        rude.shakesHands(
                rude.identity(),
                proof -> {
                    proofs.add(proof);
                    return proof;
                });
        assertThat(bench.isPeer(rude)).isTrue();
        rude.saysPacket(PacketHeader.THIRD, rude.farIndex(), 0, proofs.getFirst());
        assertCutOff(rude, ErrorCode.HANDSHAKE_FAILED);
    }

    @Test
    void handshakesWithoutEndEndTheLink() {
        RawNeighbour rude = neighbour();
        byte[] first = first(rude, rude.identity());
        int answers = 0;
        while (!rude.closed()) {
            rude.saysPacket(PacketHeader.FIRST, 0, RawNeighbour.SESSION, first);
            answers++;
        }
        assertThat(answers).isLessThan(10);
        assertCutOff(rude, ErrorCode.HANDSHAKE_FAILED);
    }

    private byte[] first(RawNeighbour neighbour, Identity identity) {
        var random = new java.security.SecureRandom();
        assertThat(neighbour.closed()).isFalse();
        return Handshake.initiate(new HandshakeIdentity(identity, random), bench.key()).first();
    }

    @Test
    void whoClaimsAnothersKeyIsRefused() {
        RawNeighbour rude = bench.stranger(++strangers).offersAndConnects();
        rude.says(rude.hello());
        rude.shakesHands(bystander.identity(), proof -> proof);
        assertThat(rude.keys()).isNull();
        assertThat(bench.isPeer(rude)).isFalse();
        assertThat(bench.engine().snapshot().sessions())
                .extracting(SessionInfo::peer)
                .contains(bystander.key());
    }

    // Streams

    @Test
    void whoOpensAHundredThousandStreamsHasAsManyAsAreAllowed() {
        RawNeighbour rude = neighbour();
        var session = new RawSession(rude);
        for (int i = 1; i <= MANY; i++) {
            long id = 2L * i;
            session.says(session.numbered(out -> out.open(id, "taken")));
            if (i % 1000 == 0) {
                session.news();
            }
        }
        assertThat(bench.refused(ErrorCode.LIMIT_REACHED)).isEqualTo(MANY - Protocol.MAX_STREAMS);
        assertThat(taken).hasSize(Protocol.MAX_STREAMS);
        assertThat(session(rude).streams()).hasSize(Protocol.MAX_STREAMS);
        assertThat(session.isAnswered(5)).isTrue();
    }

    @Test
    void whoOpensStreamsThatNobodyTakesAndHearsNothingIsCutOff() {
        RawNeighbour rude = neighbour();
        var session = new RawSession(rude);
        session.acknowledging = false;
        long opened = 0;
        while (!rude.closed() && opened < MANY) {
            long id = 2 * ++opened;
            session.says(session.numbered(out -> out.open(id, "unheard-of")));
        }
        assertThat(opened).isLessThan(MANY);
        assertThat(bench.refused(ErrorCode.STREAM_NOT_TAKEN)).isEqualTo(opened);
        assertCutOff(rude, ErrorCode.PROTOCOL_VIOLATED);
    }

    @Test
    void whoSendsMoreThanItsCreditIsCutOff() {
        RawNeighbour rude = neighbour();
        var session = new RawSession(rude);
        session.says(session.numbered(out -> out.open(2, "taken")));
        int sent = 0;
        while (!rude.closed() && sent < MANY) {
            session.says(session.numbered(out -> data(out, 32 * 1024)));
            sent++;
        }
        assertThat(sent * 32 * 1024).isLessThanOrEqualTo(2 * Protocol.STREAM_CREDIT);
        assertCutOff(rude, ErrorCode.PROTOCOL_VIOLATED);
    }

    private static void data(org.resilientswarm.core.wire.ContentWriter out, int length) {
        out.dataAt(2);
        out.data(2, length, false);
    }

    @Test
    void whoNeverReadsHoldsUpNobodyAndCostsAFixedAmount() throws Exception {
        RawNeighbour rude = neighbour();
        var session = new RawSession(rude);
        session.acknowledging = false;
        SwarmStream stream = bench.engine().streams().open(rude.key(), "bulk");
        bench.time.pass(java.time.Duration.ZERO);
        byte[] portion = new byte[64 * 1024];
        int portions = 0;
        CompletableFuture<Void> room = CompletableFuture.completedFuture(null);
        while (room.isDone() && portions < MANY) {
            room = stream.send(portion);
            portions++;
            bench.time.pass(java.time.Duration.ZERO);
        }
        long most = OutgoingBytes.CAPACITY + Protocol.STREAM_CREDIT_FIRST;
        assertThat(portions * (long) portion.length).isLessThanOrEqualTo(most + portion.length);
        assertThat(session(rude).unacknowledged())
                .isLessThanOrEqualTo(Protocol.STREAM_CREDIT_FIRST + 1024);
        assertThat(session.isAnswered(3)).isTrue();
    }

    @Test
    void questionsAreAnsweredAndNotKept() {
        RawNeighbour rude = neighbour();
        var session = new RawSession(rude);
        session.acknowledging = false;
        for (int i = 0; i < 20; i++) {
            session.says(
                    session.once(
                            out -> Stream.iterate(1, n -> n + 1).limit(3000).forEach(out::ping)));
        }
        assertThat(session(rude).unacknowledged()).isZero();
        assertThat(session.news()).hasSizeLessThanOrEqualTo(20 * 64);
        assertThat(bench.isPeer(rude)).isTrue();
    }

    @Test
    void packetsThatComeTooEarlyAreKeptUpToALimit() {
        RawNeighbour rude = neighbour();
        var session = new RawSession(rude);
        for (int i = 1; i <= 2 * Protocol.REPLAY_WINDOW; i++) {
            session.says(session.ahead(1 + i, out -> out.ping(1)));
        }
        // Only those that were kept are read when their turn comes.
        session.says(session.numbered(out -> out.open(2, "taken")));
        session.says(session.numbered(out -> out.ping(2)));
        assertThat(session.news().stream().filter(SessionFrame.Pong.class::isInstance))
                .hasSizeLessThanOrEqualTo(64);
        assertThat(session.isAnswered(4)).isTrue();
        assertThat(rude.heard(HopFrame.Goodbye.class)).isEmpty();
    }
}
