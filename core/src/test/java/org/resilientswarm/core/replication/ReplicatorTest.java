package org.resilientswarm.core.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.SyncInfo;
import org.resilientswarm.core.wire.DbFrame;
import org.resilientswarm.core.wire.RecordId;
import org.resilientswarm.core.wire.RecordKey;
import org.resilientswarm.core.wire.SignedRecord;

class ReplicatorTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTES = Duration.ofMinutes(3);

    private final TestNetwork network = new TestNetwork(1);

    private void nodes(int count) {
        for (int i = 0; i < count; i++) {
            network.node();
        }
    }

    private TestNode node(int index) {
        return network.nodes.get(index);
    }

    @Test
    void aNewRecordReachesEveryoneWithinAFewDelays() {
        nodes(10);
        network.connectAll();
        network.pass(SECOND);
        SignedRecord record = node(0).put("a", "one");
        network.pass(SECOND);
        for (TestNode node : network.nodes) {
            assertThat(node.ids()).containsExactly(record.id());
            assertThat(node.accepted).hasSize(1);
        }
    }

    @Test
    void aFewAreSentTheRecordAndAllOthersItsId() {
        nodes(10);
        network.connectAll();
        network.pass(SECOND);
        SignedRecord record = node(0).put("a", "one");
        network.pass(Duration.ofMillis(10));
        var sent = node(0).out.values();
        assertThat(sent.stream().flatMap(stream -> stream.sent(DbFrame.Records.class).stream()))
                .hasSize(Pushes.OWN_COPIES);
        assertThat(sent.stream().flatMap(stream -> stream.sent(DbFrame.Announce.class).stream()))
                .hasSize(9 - Pushes.OWN_COPIES)
                .allMatch(announce -> announce.ids().equals(List.of(record.id())));
    }

    @Test
    void aRecordGoesAlongALineOfNodes() {
        nodes(6);
        for (int i = 0; i < 5; i++) {
            network.connect(node(i), node(i + 1));
        }
        network.pass(SECOND);
        SignedRecord record = node(0).put("a", "one");
        network.pass(SECOND);
        assertThat(node(5).ids()).containsExactly(record.id());
    }

    @Test
    void noRecordCrossesALinkTwice() {
        nodes(8);
        network.connectAll();
        network.pass(SECOND);
        for (int i = 0; i < 200; i++) {
            node(network.random.nextInt(8)).put("n" + network.random.nextInt(20), "body " + i);
            network.pass(Duration.ofMillis(network.random.nextInt(100)));
        }
        network.pass(MINUTES);
        assertThat(network.converged()).isTrue();
        assertNothingSentTwice();
    }

    @Test
    void aRecordThatIsStillBeingVerifiedIsNotPushedAgainByAReconciliation() {
        nodes(2);
        network.connectAll();
        network.pass(SECOND);
        node(1).slow = true;
        node(0).put("a", "one");
        network.pass(SECOND);
        node(0).reconcile(node(1));
        network.pass(SECOND);
        assertThat(node(0).info(node(1)).differences()).isEqualTo(1);
        assertNothingSentTwice();
        node(1).slow = false;
        node(1).goOn();
        network.pass(SECOND);
        assertThat(network.converged()).isTrue();
        assertThat(node(0).ids()).hasSize(1);
    }

    private void assertNothingSentTwice() {
        assertThat(network.streams).isNotEmpty();
        for (TestStream stream : network.streams) {
            stream.recordsSent.forEach(
                    (id, times) ->
                            assertThat(times)
                                    .isLessThanOrEqualTo(
                                            Math.max(1, wantedOver(stream).getOrDefault(id, 0))));
        }
    }

    private Map<RecordId, Integer> wantedOver(TestStream stream) {
        return network.streams.stream()
                .filter(back -> back.to.out.containsValue(stream))
                .filter(back -> stream.to.out.containsValue(back))
                .findFirst()
                .map(back -> back.wanted)
                .orElse(new HashMap<>());
    }

    @Test
    void aNewcomerGetsAllFromOneOfItsNeighboursOnce() {
        nodes(4);
        for (int i = 0; i < 2700; i++) {
            SignedRecord record = node(0).keep(node(0).identity, "n" + i % 900, i / 900 + 1);
            for (int j = 1; j < 3; j++) {
                node(j).store.put(record.key(), record);
            }
        }
        network.nodes.forEach(TestNode::restart);
        network.connectAll();
        assertThat(network.run(MINUTES, network::converged)).isTrue();
        network.pass(MINUTES);
        int sent = 0;
        for (TestStream stream : network.streams) {
            sent += stream.recordsSent.values().stream().mapToInt(Integer::intValue).sum();
        }
        assertThat(sent).isEqualTo(900);
    }

    @Test
    void islandsThatMeetAgainBecomeOne() {
        nodes(8);
        for (int i = 0; i < 4; i++) {
            for (int j = i + 1; j < 4; j++) {
                network.connect(node(i), node(j));
                network.connect(node(i + 4), node(j + 4));
            }
        }
        for (int i = 0; i < 600; i++) {
            node(i % 8).put("n" + i, "body");
        }
        node(0).put("same", "older");
        network.pass(SECOND);
        assertThat(node(0).ids()).hasSize(301).isEqualTo(node(3).ids());
        assertThat(node(4).ids()).hasSize(300).isEqualTo(node(7).ids());
        network.connect(node(3), node(4));
        assertThat(network.run(Duration.ofSeconds(20), network::converged)).isTrue();
        assertThat(node(0).ids()).hasSize(601);
    }

    @Test
    void neighboursThatDifferInLittleSayLittle() {
        nodes(2);
        for (int i = 0; i < 100; i++) {
            SignedRecord record = node(0).keep(node(0).identity, "n" + i, 1);
            node(1).store.put(record.key(), record);
        }
        SignedRecord ours = node(0).keep(node(0).identity, "ours", 1);
        SignedRecord theirs = node(1).keep(node(1).identity, "theirs", 1);
        network.nodes.forEach(TestNode::restart);
        network.connectAll();
        network.pass(SECOND);
        assertThat(node(0).ids()).contains(theirs.id()).hasSize(102);
        assertThat(node(1).ids()).contains(ours.id()).hasSize(102);
        for (TestStream stream : network.streams) {
            assertThat(stream.recordsSent).hasSize(1);
        }
    }

    @Test
    void aNodeThatBeginsAnewHasWhatItsStoreHad() {
        nodes(2);
        network.connectAll();
        node(0).put("a", "one");
        network.pass(SECOND);
        node(1).restart();
        SignedRecord meanwhile = node(0).put("b", "two");
        network.connectAll();
        network.pass(SECOND);
        assertThat(node(1).ids()).hasSize(2).contains(meanwhile.id());
        assertThat(node(1).to(node(0)).recordsSent).isEmpty();
        assertThat(node(0).to(node(1)).recordsSent).containsOnlyKeys(meanwhile.id());
    }

    @Test
    void connectionsThatBreakAllTheTimeDelayAndLoseNothing() {
        nodes(5);
        network.connectAll();
        for (int i = 0; i < 300; i++) {
            node(i % 5).put("n" + i % 70, "body " + i);
            TestNode one = node(network.random.nextInt(5));
            TestNode other = node(network.random.nextInt(5));
            if (one != other && network.random.nextBoolean()) {
                network.disconnect(one, other);
            } else if (one != other) {
                network.connect(one, other);
            }
            network.pass(Duration.ofMillis(network.random.nextInt(60)));
        }
        network.connectAll();
        assertThat(network.run(MINUTES, network::converged)).isTrue();
        assertThat(node(0).ids()).hasSize(350 / 5);
    }

    @Test
    void aRecordThatWasDeletedIsDeletedEverywhereAndForgottenLater() {
        nodes(3);
        network.connectAll();
        node(0).put("a", "one");
        network.pass(SECOND);
        node(0).delete("a");
        network.pass(SECOND);
        var key = new RecordKey(node(0).key, "test", "a");
        assertThat(network.nodes).allMatch(node -> node.current(key).deleted());
        assertThat(node(1).accepted).extracting(SignedRecord::deleted).containsExactly(false, true);
        assertThat(node(0).replicator.delete("test", "a")).isEqualTo(new PutResult.Needless());
        network.pass(Duration.ofDays(3).minus(MINUTES));
        assertThat(network.nodes).allMatch(node -> node.store.size() == 1);
        network.pass(MINUTES);
        assertThat(network.nodes).allMatch(node -> node.store.isEmpty());
        assertThat(network.nodes).allMatch(node -> node.replicator.size() == 0);
    }

    @Test
    void anOlderVersionDoesNotBringBackWhatWasDeleted() {
        nodes(3);
        network.connectAll();
        node(0).put("a", "one");
        network.pass(SECOND);
        network.disconnect(node(2), node(0));
        network.disconnect(node(2), node(1));
        node(0).delete("a");
        network.pass(MINUTES);
        network.connect(node(1), node(2));
        network.pass(SECOND);
        assertThat(network.nodes).allMatch(node -> node.store.values().iterator().next().deleted());
    }

    @Test
    void aRecordExpiresEverywhereAndIsNotWantedAgain() {
        nodes(3);
        network.connectAll();
        node(0).put("a", new byte[10], TestNetwork.START.plusSeconds(30));
        network.pass(Duration.ofSeconds(29));
        assertThat(network.nodes).allMatch(node -> node.store.size() == 1);
        network.pass(Duration.ofSeconds(2));
        assertThat(network.nodes).allMatch(node -> node.store.isEmpty());
        network.pass(MINUTES);
        assertThat(network.streams).allMatch(stream -> stream.wanted.size() <= 1);
    }

    @Test
    void manyRecordsThatExpireAtOnceGoInPortions() {
        nodes(1);
        for (int i = 0; i < 600; i++) {
            node(0).put("n" + i, new byte[1], TestNetwork.START.plusSeconds(30));
        }
        network.pass(Duration.ofSeconds(1));
        node(0).restart();
        network.pass(Duration.ofSeconds(30));
        assertThat(node(0).store).isEmpty();
        assertThat(node(0).replicator.size()).isZero();
    }

    @Test
    void whatTheStoreDoesNotTakeIsAsIfItHadNeverBeen() {
        nodes(2);
        network.connectAll();
        network.pass(SECOND);
        SignedRecord before = node(0).put("a", "one");
        network.pass(SECOND);
        node(1).diskFull = true;
        SignedRecord after = node(0).put("a", "two");
        network.pass(SECOND);
        var key = new RecordKey(node(0).key, "test", "a");
        assertThat(node(1).current(key).id()).isEqualTo(before.id());
        assertThat(node(1).accepted).hasSize(1);
        node(1).diskFull = false;
        network.pass(MINUTES);
        assertThat(node(1).current(key).id()).isEqualTo(after.id());
        assertThat(network.converged()).isTrue();
    }

    @Test
    void aReconciliationOnDemandReportsWhatItMoved() {
        nodes(2);
        for (int i = 0; i < 5; i++) {
            node(0).keep(node(0).identity, "n" + i, 1);
            if (i < 3) {
                node(1).keep(node(1).identity, "m" + i, 1);
            }
        }
        network.nodes.forEach(TestNode::restart);
        network.connectAll();
        node(0).reconcile(node(1));
        network.pass(SECOND.multipliedBy(5));
        assertThat(node(0).results).hasSize(1);
        var result = node(0).results.getFirst();
        assertThat(result.peer()).isEqualTo(node(1).key);
        assertThat(result.recordsSent()).isEqualTo(5);
        assertThat(result.recordsReceived()).isEqualTo(3);
        assertThat(result.differences()).isEqualTo(8);
        assertThat(result.rounds()).isPositive();
        assertThat(result.bytesSent()).isPositive();
        assertThat(result.bytesReceived()).isPositive();
        assertThat(network.converged()).isTrue();
        node(0).reconcile(node(1));
        network.pass(SECOND.multipliedBy(5));
        assertThat(node(0).results).hasSize(2);
        assertThat(node(0).results.getLast().differences()).isZero();
        assertThat(node(0).results.getLast().recordsSent()).isZero();
        assertThat(node(0).info(node(1)).reconciledAt()).isAfter(TestNetwork.START);
    }

    @Test
    void bothSidesKnowWhatCameOfARun() {
        nodes(2);
        node(0).keep(node(0).identity, "a", 1);
        node(1).keep(node(1).identity, "b", 1);
        network.nodes.forEach(TestNode::restart);
        network.connectAll();
        network.pass(SECOND);
        SyncInfo one = node(0).info(node(1));
        SyncInfo other = node(1).info(node(0));
        assertThat(List.of(one, other))
                .allSatisfy(info -> assertThat(info.reconciledAt()).isNotNull())
                .allSatisfy(info -> assertThat(info.differences()).isEqualTo(2));
        assertThat(one.rounds()).isPositive().isEqualTo(other.rounds());
        assertThat(one.bytesIn()).isPositive().isEqualTo(other.bytesOut());
        assertThat(one.bytesOut()).isPositive().isEqualTo(other.bytesIn());
        network.pass(MINUTES);
        Instant before = Objects.requireNonNull(other.reconciledAt());
        assertThat(node(1).info(node(0)).reconciledAt()).isAfter(before);
        assertThat(node(1).info(node(0)).differences()).isZero();
    }

    @Test
    void aReconciliationOnDemandFailsWhenTheNeighbourGoesOrIsSilent() {
        nodes(2);
        network.connectAll();
        network.pass(SECOND);
        node(0).to(node(1)).stalled = true;
        node(0).reconcile(node(1));
        network.pass(Duration.ofSeconds(31));
        assertThat(node(0).failures).containsExactly(ErrorCode.PEER_SILENT);
        node(0).reconcile(node(1));
        network.pass(SECOND);
        network.disconnect(node(0), node(1));
        assertThat(node(0).failures)
                .containsExactly(ErrorCode.PEER_SILENT, ErrorCode.PEER_NOT_CONNECTED);
        assertThat(node(0).replicator.reconcile(node(1).key)).isFalse();
    }

    @Test
    void theSameIdentityElsewhereIsReportedOnceInAWhile() {
        nodes(3);
        TestNode twin = network.node(1);
        network.connect(node(0), node(1));
        network.connect(node(1), node(2));
        network.connect(node(2), twin);
        network.pass(SECOND);
        node(0).put("mine", "one");
        network.pass(SECOND);
        twin.put("his", "one");
        twin.put("his too", "two");
        network.pass(SECOND);
        assertThat(node(0).warnings).containsExactly(ErrorCode.IDENTITY_ELSEWHERE);
        assertThat(twin.warnings).containsExactly(ErrorCode.IDENTITY_ELSEWHERE);
        assertThat(node(1).warnings).isEmpty();
        network.pass(OwnRecords.WARNING_PAUSE);
        twin.put("his", "again");
        network.pass(SECOND);
        assertThat(node(0).warnings).hasSize(2);
    }

    @Test
    void aNodeThatLostItsStateGetsItsOwnRecordsBackWithoutAWarning() {
        nodes(2);
        network.connectAll();
        node(0).put("mine", "one");
        network.pass(SECOND);
        node(0).store.clear();
        node(0).restart();
        network.connectAll();
        network.pass(SECOND);
        assertThat(node(0).store).hasSize(1);
        assertThat(node(0).warnings).isEmpty();
        node(0).put("mine", "two");
        network.pass(SECOND);
        assertThat(network.converged()).isTrue();
    }
}
