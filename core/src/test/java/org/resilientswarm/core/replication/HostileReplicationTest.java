package org.resilientswarm.core.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.DbCodec;
import org.resilientswarm.core.wire.DbFrame;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.RecordId;
import org.resilientswarm.core.wire.RecordKey;
import org.resilientswarm.core.wire.SignedRecord;

/// A node whose neighbour says whatever it likes.
class HostileReplicationTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestNetwork network = new TestNetwork(2);
    private final TestNode victim = network.node();
    private final TestNode friend = network.node();
    private final Identity mallory = identity(66);
    private final Hostile hostile = new Hostile(network, victim, mallory.publicKey());

    private static Identity identity(int seed) {
        byte[] secret = new byte[32];
        secret[0] = (byte) seed;
        return Identity.ofSeed(secret);
    }

    private long now() {
        return network.time.now().toEpochMilli();
    }

    private SignedRecord record(Identity author, String name, long sequence, long created) {
        var key = new RecordKey(author.publicKey(), "test", name);
        return SignedRecord.sign(author, key, sequence, created, 0, false, new byte[10]);
    }

    private SignedRecord forged(int number) {
        SignedRecord real = record(mallory, "n" + number, 1, now());
        byte[] wrong = real.signature().clone();
        wrong[3] ^= 1;
        return new SignedRecord(
                real.key(),
                real.sequence(),
                real.created(),
                real.expires(),
                false,
                real.body(),
                wrong,
                real.id());
    }

    private void send(SignedRecord record) {
        hostile.send(new DbFrame.Records(List.of(record)));
        network.pass(Duration.ofMillis(100));
    }

    private void assertCutOff(ErrorCode code) {
        assertThat(victim.cutOffs).extracting(TestNode.CutOff::code).containsExactly(code);
        assertThat(victim.cutOffs.getFirst().neighbour()).isEqualTo(mallory.publicKey());
        assertThat(victim.cutOffs.getFirst().reason()).isNotEmpty();
    }

    @Test
    void forgedRecordsAreNeitherStoredNorPassedOnAndTheirSenderIsCutOff() {
        network.connect(victim, friend);
        for (int i = 0; i < Protocol.MAX_BAD_RECORDS; i++) {
            send(forged(i));
        }
        assertThat(victim.cutOffs).isEmpty();
        assertThat(victim.refused).containsOnly(Map.entry(ErrorCode.RECORD_FORGED, 20));
        send(forged(99));
        assertCutOff(ErrorCode.RECORD_FORGED);
        assertThat(victim.store).isEmpty();
        assertThat(friend.store).isEmpty();
        assertThat(victim.replicator.size()).isZero();
    }

    @Test
    void aRecordInTheNameOfSomebodyElseIsForged() {
        SignedRecord real = record(mallory, "a", 1, now());
        var stolen = new RecordKey(friend.key, "test", "a");
        send(SignedRecord.sign(mallory, stolen, 1, real.created(), 0, false, new byte[10]));
        assertThat(victim.refused).containsOnlyKeys(ErrorCode.RECORD_FORGED);
        assertThat(victim.store).isEmpty();
    }

    @Test
    void aForgedCopyDoesNotKeepTheRealRecordAway() {
        SignedRecord real = friend.put("real", "body");
        network.pass(SECOND);
        byte[] wrong = real.signature().clone();
        wrong[0] ^= 1;
        var forged =
                new SignedRecord(
                        real.key(),
                        real.sequence(),
                        real.created(),
                        real.expires(),
                        false,
                        real.body(),
                        wrong,
                        real.id());
        hostile.send(new DbFrame.Announce(List.of(real.id())));
        network.pass(Duration.ofMillis(50));
        network.connect(victim, friend);
        hostile.send(new DbFrame.Records(List.of(forged)));
        assertThat(network.run(SECOND, () -> victim.ids().contains(real.id()))).isTrue();
        assertThat(victim.refused).containsOnlyKeys(ErrorCode.RECORD_FORGED);
    }

    @Test
    void aClockThatIsFarAheadIsTooMuchAndOneThatIsALittleAheadIsNot() {
        long skew = Protocol.MAX_RECORD_SKEW.toMillis();
        // A record takes 20 ms.
        send(record(mallory, "a", 1, now() + 20 + skew));
        assertThat(victim.store).hasSize(1);
        for (int i = 0; i < 2 * Protocol.MAX_BAD_RECORDS; i++) {
            send(record(mallory, "b", 1, now() + 1000 + skew));
        }
        assertThat(victim.refused).containsOnlyKeys(ErrorCode.RECORD_EARLY);
        assertThat(victim.cutOffs).isEmpty();
        for (int i = 0; i <= Protocol.MAX_BAD_RECORDS; i++) {
            send(record(mallory, "c" + i, 1, now() + 1000 + 2 * skew));
        }
        assertCutOff(ErrorCode.RECORD_EARLY);
        assertThat(victim.store).hasSize(1);
    }

    @Test
    void aFloodOfOldVersionsIsNotEvenVerified() {
        send(record(mallory, "a", 1000, now()));
        assertThat(victim.verifications).isEqualTo(1);
        SignedRecord older = record(mallory, "a", 999, now());
        for (int i = 0; i < 500; i++) {
            hostile.send(new DbFrame.Records(List.of(older)));
            network.pass(Duration.ofMillis(1));
        }
        network.pass(SECOND);
        assertThat(victim.refused.get(ErrorCode.RECORD_OUTDATED)).isEqualTo(500);
        assertThat(victim.verifications).isEqualTo(1);
        assertThat(victim.cutOffs).isEmpty();
        assertThat(hostile.used()).isZero();
    }

    @Test
    void whatIsBeyondAQuotaIsNotEvenVerified() {
        victim.limits = new BookLimits(3, 10_000, 100, 1 << 20);
        victim.restart();
        hostile.connect();
        for (int i = 0; i < 10; i++) {
            send(record(mallory, "n" + i, 1, now()));
        }
        assertThat(victim.store).hasSize(3);
        assertThat(victim.verifications).isEqualTo(3);
        assertThat(victim.refused).containsOnly(Map.entry(ErrorCode.RECORD_QUOTA, 7));
    }

    @Test
    void anAuthorBeyondItsShareIsRefusedTheOneRecordTooMuchButNotItsCard() {
        hostile.connect();
        int most = Protocol.MAX_AUTHOR_RECORDS - Protocol.AUTHOR_RESERVE_RECORDS;
        for (int i = 0; i <= most; i++) {
            send(record(mallory, "n" + i, 1, now()));
        }
        assertThat(victim.store).hasSize(most);
        assertThat(victim.refused).containsOnly(Map.entry(ErrorCode.RECORD_QUOTA, 1));
        var card = new RecordKey(mallory.publicKey(), PeerCard.KIND, "");
        send(SignedRecord.sign(mallory, card, 1, now(), 0, false, new byte[1]));
        assertThat(victim.store).hasSize(most + 1).containsKey(card);
    }

    @Test
    void manyAuthorsFillABookAndNoMore() {
        victim.limits = new BookLimits(10, 10_000, 20, 1 << 20);
        victim.restart();
        hostile.connect();
        for (int i = 0; i < 30; i++) {
            send(record(identity(100 + i), "n", 1, now()));
        }
        assertThat(victim.store).hasSize(20);
        assertThat(victim.replicator.size()).isEqualTo(20);
        assertThat(victim.refused).containsOnly(Map.entry(ErrorCode.RECORDS_FULL, 10));
        assertThat(victim.cutOffs).isEmpty();
    }

    @Test
    void whatWasRefusedIsNotAskedForAgainAtOnce() {
        victim.limits = new BookLimits(1, 10_000, 20, 1 << 20);
        victim.restart();
        hostile.connect();
        send(record(mallory, "a", 1, now()));
        SignedRecord tooMuch = record(mallory, "b", 1, now());
        send(tooMuch);
        hostile.send(new DbFrame.Announce(List.of(tooMuch.id())));
        network.pass(SECOND);
        assertThat(hostile.frames(DbFrame.Want.class)).isEmpty();
        network.pass(Duration.ofMinutes(21));
        hostile.send(new DbFrame.Announce(List.of(tooMuch.id())));
        network.pass(SECOND);
        assertThat(hostile.frames(DbFrame.Want.class)).hasSize(1);
    }

    @Test
    void aGiantBodyEndsTheStream() {
        byte[] body = new byte[Protocol.MAX_RECORD_BODY_BYTES + 1];
        var key = new RecordKey(mallory.publicKey(), "test", "a");
        send(SignedRecord.sign(mallory, key, 1, now(), 0, false, body));
        assertCutOff(ErrorCode.RECORD_MALFORMED);
        assertThat(victim.store).isEmpty();
    }

    @Test
    void bytesThatAreNoFrameEndTheStream() {
        hostile.raw(ByteBuffer.allocate(4).putInt(Protocol.MAX_DB_FRAME_BYTES + 1).array());
        network.pass(SECOND);
        assertCutOff(ErrorCode.PROTOCOL_VIOLATED);
    }

    @Test
    void aReconciliationThatNeverEndsIsEnded() {
        byte[] first = new Reconciliation(new RecordSet(new Random(1)), 65_536).first();
        for (int i = 0; i < Protocol.MAX_RECONCILE_ROUNDS; i++) {
            hostile.send(new DbFrame.Ask(1, first));
            network.pass(Duration.ofMillis(50));
        }
        assertThat(victim.cutOffs).isEmpty();
        assertThat(hostile.frames(DbFrame.Answer.class)).hasSize(Protocol.MAX_RECONCILE_ROUNDS);
        hostile.send(new DbFrame.Ask(1, first));
        network.pass(SECOND);
        assertCutOff(ErrorCode.PROTOCOL_VIOLATED);
    }

    @Test
    void reconciliationsMayNotBeginAllTheTime() {
        byte[] first = new Reconciliation(new RecordSet(new Random(1)), 65_536).first();
        for (int run = 1; run <= Protocol.RECONCILE_BURST; run++) {
            hostile.send(new DbFrame.Ask(run, first));
        }
        network.pass(Duration.ofMillis(100));
        assertThat(victim.cutOffs).isEmpty();
        network.pass(SECOND);
        hostile.send(new DbFrame.Ask(100, first));
        network.pass(Duration.ofMillis(100));
        assertThat(victim.cutOffs).isEmpty();
        hostile.send(new DbFrame.Ask(101, first));
        network.pass(SECOND);
        assertCutOff(ErrorCode.PROTOCOL_VIOLATED);
    }

    @Test
    void messagesOfReconciliationThatMeanNothingEndTheStream() {
        hostile.send(new DbFrame.Ask(1, new byte[] {0x61, 77, 77}));
        network.pass(SECOND);
        assertCutOff(ErrorCode.MESSAGE_MALFORMED);
    }

    @Test
    void wantsOfWhatDoesNotExistAreAnsweredForAWhile() {
        for (int i = 0; i < Protocol.MAX_VAIN_IDS / 1024; i++) {
            hostile.send(new DbFrame.Want(ids(i, 1024)));
            network.pass(Duration.ofMillis(200));
        }
        assertThat(victim.cutOffs).isEmpty();
        assertThat(hostile.frames(DbFrame.Missing.class)).hasSize(Protocol.MAX_VAIN_IDS / 1024);
        hostile.send(new DbFrame.Want(ids(99, 1)));
        network.pass(SECOND);
        assertCutOff(ErrorCode.PROTOCOL_VIOLATED);
    }

    @Test
    void wantsThatNobodyReadsTheAnswersOfDoNotPileUp() {
        SignedRecord record = victim.put("a", "x".repeat(60_000));
        network.pass(SECOND);
        hostile.reads = false;
        for (int i = 0; i < 100; i++) {
            var many = new ArrayList<RecordId>();
            for (int j = 0; j < 1000; j++) {
                many.add(record.id());
            }
            hostile.send(new DbFrame.Want(many));
            network.pass(Duration.ofMillis(100));
        }
        assertThat(victim.refused.get(ErrorCode.LIMIT_REACHED)).isGreaterThan(50_000);
        assertThat(victim.mostRead).isLessThan(2 * Outbox.PORTION_BYTES);
    }

    @Test
    void whoAnnouncesAndNeverGivesIsCutOffAndOthersAreAsked() {
        List<RecordId> fake = ids(1, 1024);
        for (int i = 0; i < 5; i++) {
            hostile.send(new DbFrame.Announce(ids(i, 1024)));
        }
        hostile.send(new DbFrame.Announce(fake));
        network.pass(Duration.ofSeconds(9));
        assertThat(victim.info(mallory.publicKey()).wanted()).isEqualTo(5 * 1024);
        assertThat(hostile.wanted()).hasSize(Wanted.WINDOW);
        assertThat(network.run(Duration.ofMinutes(5), () -> !victim.cutOffs.isEmpty())).isTrue();
        assertCutOff(ErrorCode.PROTOCOL_VIOLATED);
    }

    @Test
    void aRecordThatOneNeighbourKeepsBackComesFromAnother() {
        network.connect(victim, friend);
        SignedRecord record = record(friend.identity, "a", 1, now());
        network.pass(SECOND);
        hostile.send(new DbFrame.Announce(List.of(record.id())));
        network.pass(Duration.ofMillis(100));
        assertThat(hostile.wanted()).containsExactly(record.id());
        friend.store.put(record.key(), record);
        friend.to(victim).send(DbCodec.encode(new DbFrame.Announce(List.of(record.id()))));
        network.pass(Duration.ofSeconds(9));
        assertThat(victim.to(friend).wanted).isEmpty();
        network.pass(Duration.ofSeconds(2));
        assertThat(victim.to(friend).wanted).containsKey(record.id());
    }

    @Test
    void whenANeighbourGoesTheOthersAreAskedAtOnce() {
        network.connect(victim, friend);
        network.pass(SECOND);
        RecordId id = ids(7, 1).getFirst();
        hostile.send(new DbFrame.Announce(List.of(id)));
        network.pass(Duration.ofMillis(100));
        friend.to(victim).send(DbCodec.encode(new DbFrame.Announce(List.of(id))));
        network.pass(Duration.ofMillis(100));
        assertThat(victim.to(friend).wanted).isEmpty();
        hostile.disconnect();
        network.pass(Duration.ofMillis(100));
        assertThat(victim.to(friend).wanted).containsKey(id);
    }

    @Test
    void whoSentARecordAsWellIsNotToldOfIt() {
        network.connect(victim, friend);
        network.pass(SECOND);
        victim.slow = true;
        SignedRecord record = friend.put("a", "one");
        network.pass(Duration.ofMillis(200));
        send(record);
        assertThat(victim.verifying).hasSize(2);
        victim.slow = false;
        victim.goOn();
        network.pass(SECOND);
        assertThat(victim.store).hasSize(1);
        assertThat(hostile.frames(DbFrame.Records.class)).isEmpty();
        assertThat(hostile.frames(DbFrame.Announce.class)).isEmpty();
        assertThat(victim.to(friend).recordsSent).isEmpty();
    }

    @Test
    void aMillionRecordsWaitAtTheirSender() {
        var records = new ArrayList<SignedRecord>();
        for (int i = 0; i < 40; i++) {
            var key = new RecordKey(mallory.publicKey(), "test", "n" + i);
            records.add(SignedRecord.sign(mallory, key, 1, now(), 0, false, new byte[60_000]));
        }
        victim.slow = true;
        records.forEach(record -> hostile.offer(new DbFrame.Records(List.of(record))));
        network.pass(SECOND);
        assertThat(victim.verifying.size()).isLessThanOrEqualTo(2);
        victim.slow = false;
        victim.goOn();
        network.pass(SECOND.multipliedBy(10));
        assertThat(victim.store).hasSize(40);
    }

    private static List<RecordId> ids(int seed, int count) {
        var random = new Random(seed);
        var ids = new ArrayList<RecordId>();
        for (int i = 0; i < count; i++) {
            ids.add(
                    new RecordId(
                            random.nextLong(),
                            random.nextLong(),
                            random.nextLong(),
                            random.nextLong()));
        }
        return ids;
    }
}
