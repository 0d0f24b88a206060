package org.resilientswarm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.event.LinkEvent.LinkFailed;
import org.resilientswarm.core.event.LinkEvent.LinkStarted;
import org.resilientswarm.core.event.RecordEvent.RecordAccepted;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.ResetCode;
import org.resilientswarm.core.wire.ContentWriter;
import org.resilientswarm.core.wire.DbCodec;
import org.resilientswarm.core.wire.DbFrame;
import org.resilientswarm.core.wire.HopFrame;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.RecordKey;
import org.resilientswarm.core.wire.SessionFrame;
import org.resilientswarm.core.wire.SignalBody;
import org.resilientswarm.core.wire.SignedRecord;

/// What a neighbour can do with the stream over which records are shared. A bystander goes on.
class HostileRecordsTest {
    private static final int DB = 2;
    private static final byte[] NUMBER_1 = {1};
    private static final byte[] NO_CBOR = {(byte) 0xff};

    private final EngineBench bench = new EngineBench();
    private final RawNeighbour bystander = bench.neighbour(1);
    private final RawSession beside = db(bystander);
    private final RawNeighbour rude = bench.neighbour(2);
    private final RawSession session = db(rude);
    private final Identity author = Identity.ofSeed(EngineBench.seed(50));
    private int names;

    private static RawSession db(RawNeighbour neighbour) {
        var session = new RawSession(neighbour);
        session.says(session.numbered(out -> out.open(DB, "db")));
        return session;
    }

    @AfterEach
    void theBystanderIsNotDisturbed() {
        SignedRecord genuine = record(NUMBER_1);
        send(beside, DB, genuine);
        assertThat(bench.isPeer(bystander)).isTrue();
        assertThat(beside.isAnswered(1)).isTrue();
        assertThat(bench.events)
                .filteredOn(RecordAccepted.class::isInstance)
                .extracting(event -> ((RecordAccepted) event).record().name())
                .contains(genuine.key().name());
        assertThat(bench.events).noneMatch(event -> event.toString().contains("INTERNAL"));
    }

    @Test
    void aSecondStreamIsRefusedAndTheFirstGoesOn() {
        session.says(session.numbered(out -> out.open(DB + 2, "db")));
        assertThat(session.news())
                .contains(new SessionFrame.Reset(DB + 2, ResetCode.NOT_TAKEN.number()));
        assertThat(bench.refused(ErrorCode.STREAM_NOT_TAKEN)).isEqualTo(1);
        SignedRecord genuine = record(NUMBER_1);
        send(session, DB, genuine);
        assertThat(taken()).containsExactly(genuine.key().name());
        assertThat(bench.isPeer(rude)).isTrue();
    }

    @Test
    void bytesThatMeanNothingCutTheNeighbourOff() {
        says(session, DB, new byte[] {0, 0, 0, 1, 0x3f});
        assertCutOff(ErrorCode.PROTOCOL_VIOLATED, 1);
    }

    @Test
    void bytesThatFollowThoseThatMeanNothingDoNothing() {
        byte[] good = DbCodec.encode(new DbFrame.Records(List.of(record(NUMBER_1))));
        session.says(
                session.numbered(
                        out -> {
                            data(out, DB, new byte[] {0, 0, 0, 1, 0x3f});
                            data(out, DB, good);
                            out.open(DB + 2, "db");
                        }));
        assertCutOff(ErrorCode.PROTOCOL_VIOLATED, 1);
        assertThat(taken()).isEmpty();
    }

    @Test
    void forgedRecordsCutTheNeighbourOff() {
        send(session, DB, forged(Protocol.MAX_BAD_RECORDS));
        assertThat(bench.isPeer(rude)).isTrue();
        assertThat(bench.refused(ErrorCode.RECORD_FORGED)).isEqualTo(Protocol.MAX_BAD_RECORDS);
        send(session, DB, forged(1));
        assertCutOff(ErrorCode.RECORD_FORGED, Protocol.MAX_BAD_RECORDS + 1);
        assertThat(taken()).isEmpty();
    }

    @Test
    void aBodyThatIsNoCborIsAsBadAsAForgery() {
        for (int i = 0; i <= Protocol.MAX_BAD_RECORDS; i++) {
            send(session, DB, record(NO_CBOR));
        }
        assertCutOff(ErrorCode.RECORD_FORGED, Protocol.MAX_BAD_RECORDS + 1);
        assertThat(taken()).isEmpty();
    }

    @Test
    void aNewStreamDoesNotMakeForgeriesForgotten() {
        send(session, DB, forged(Protocol.MAX_BAD_RECORDS));
        session.says(session.numbered(out -> out.reset(DB, ResetCode.CANCELLED.number())));
        session.says(session.numbered(out -> out.open(DB + 2, "db")));
        send(session, DB + 2, forged(Protocol.MAX_BAD_RECORDS));
        assertThat(bench.refused(ErrorCode.RECORD_FORGED)).isEqualTo(Protocol.MAX_BAD_RECORDS);
        assertThat(session.news())
                .contains(new SessionFrame.Reset(DB + 2, ResetCode.NOT_TAKEN.number()));
    }

    @Test
    void aRecordThatBreaksTheRulesForCardsIntroducesNobody() {
        RawNeighbour stranger = bench.stranger(7);
        SignedRecord card = stranger.card().record();
        var forEver =
                SignedRecord.sign(
                        stranger.identity(),
                        card.key(),
                        card.sequence(),
                        card.created(),
                        0,
                        false,
                        card.body());
        send(session, DB, forEver);
        assertThat(bench.refused(ErrorCode.SIGNAL_EXPIRED)).isEqualTo(1);
        assertThat(bench.engine().snapshot().members())
                .extracting(member -> member.key())
                .doesNotContain(stranger.key());
    }

    @Test
    void whoWasCutOffIsNotLinkedWithForAWhile() {
        says(session, DB, new byte[] {0, 0, 0, 1, 0x3f});
        int before = started();
        long steps = Protocol.BAN.dividedBy(Duration.ofSeconds(10));
        for (int i = 1; i < steps; i++) {
            passTenSeconds();
            if (i % 10 == 0) {
                rude.sendsByExchange(rude.signal(rude.offer()));
            }
        }
        assertThat(rude.signals())
                .filteredOn(SignalBody.Refusal.class::isInstance)
                .hasSize((int) (steps - 1) / 10)
                .allSatisfy(
                        body ->
                                assertThat(((SignalBody.Refusal) body).code())
                                        .isEqualTo(ErrorCode.PEER_REFUSED));
        assertThat(started()).isEqualTo(before);
        passTenSeconds();
        passTenSeconds();
        rude.offersAndConnects().greets();
        assertThat(bench.isPeer(rude)).isTrue();
    }

    @Test
    void aCardThatABystanderBringsDoesNotLiftTheBan() {
        says(session, DB, new byte[] {0, 0, 0, 1, 0x3f});
        int before = started();
        passTenSeconds();
        send(beside, DB, tombstone());
        passTenSeconds();
        send(beside, DB, rude.card().record());
        passTenSeconds();
        assertThat(started()).isEqualTo(before);
    }

    private SignedRecord tombstone() {
        long now = bench.time.now().toEpochMilli();
        return SignedRecord.sign(
                rude.identity(),
                new RecordKey(rude.key(), PeerCard.KIND, ""),
                now * 1000,
                now,
                now + Protocol.TOMBSTONE_LIFETIME.toMillis(),
                true,
                new byte[0]);
    }

    private void passTenSeconds() {
        bench.time.pass(Duration.ofSeconds(10));
        bystander.says(new HopFrame.Probe(1));
    }

    private int started() {
        return (int)
                bench.events.stream()
                        .filter(
                                event ->
                                        event instanceof LinkStarted start
                                                && start.peer().equals(rude.key()))
                        .count();
    }

    private void assertCutOff(ErrorCode code, int count) {
        assertThat(bench.refused(code)).isEqualTo(count);
        assertThat(bench.isPeer(rude)).isFalse();
        assertThat(rude.closed()).isTrue();
        assertThat(bench.events)
                .filteredOn(LinkFailed.class::isInstance)
                .extracting(event -> ((LinkFailed) event).code())
                .containsExactly(code);
        assertThat(bench.engine().snapshot().database().neighbours())
                .noneMatch(info -> info.peer().equals(rude.key()));
    }

    private List<String> taken() {
        return bench.events.stream()
                .filter(RecordAccepted.class::isInstance)
                .map(event -> ((RecordAccepted) event).record())
                .filter(record -> record.kind().equals("note"))
                .map(record -> record.name())
                .toList();
    }

    private SignedRecord record(byte[] body) {
        long now = bench.time.now().toEpochMilli();
        var key = new RecordKey(author.publicKey(), "note", "name " + ++names);
        return SignedRecord.sign(author, key, 1, now, 0, false, body);
    }

    private SignedRecord[] forged(int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> forged(record(NUMBER_1)))
                .toArray(SignedRecord[]::new);
    }

    private static SignedRecord forged(SignedRecord genuine) {
        byte[] signature = genuine.signature().clone();
        signature[0] ^= 1;
        return new SignedRecord(
                genuine.key(),
                genuine.sequence(),
                genuine.created(),
                genuine.expires(),
                false,
                genuine.body(),
                signature,
                genuine.id());
    }

    private void send(RawSession by, int stream, SignedRecord... records) {
        says(by, stream, DbCodec.encode(new DbFrame.Records(List.of(records))));
        bench.time.pass(Duration.ofMillis(1));
    }

    private static void says(RawSession by, int stream, byte[] bytes) {
        by.says(by.numbered(out -> data(out, stream, bytes)));
    }

    private static void data(ContentWriter out, int stream, byte[] bytes) {
        System.arraycopy(bytes, 0, out.array(), out.dataAt(stream), bytes.length);
        out.data(stream, bytes.length, false);
    }
}
