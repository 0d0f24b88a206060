package org.resilientswarm.core.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.replication.Records.Times;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.RecordId;

class HostileAnswersTest {
    private static final int MAX = 64 * 1024;
    private static final Fingerprint WRONG = new Fingerprint(1, 2);
    private static final int ITEMS = 100;

    private final Random random = new Random(11);
    private final RecordSet set = Records.set(Records.items(ITEMS, Times.YEAR, random));
    private final RecordSet nothing = Records.set(List.of());
    private int rounds;

    @Test
    void whoHandsTheQuestionBackAnswersNothing() {
        assertRefused(
                set,
                out -> {
                    out.skip(Position.between(set.item(6), set.item(7)));
                    out.fingerprint(Position.between(set.item(14), set.item(15)), WRONG);
                });
    }

    @Test
    void whoGivesARemainderForAllAnswersNothing() {
        assertLeadsNowhere(
                set,
                message -> {
                    var out = new RangeWriter(MAX);
                    out.fingerprint(Position.END, WRONG);
                    return out.message();
                },
                "answers nothing");
    }

    @Test
    void whoSettlesAMillisecondARoundIsStopped() {
        long begin = set.item(0).created();
        assertLeadsNowhere(
                set,
                message -> {
                    var out = new RangeWriter(MAX);
                    out.skip(new Position(begin + ++rounds, Records.prefix()));
                    out.fingerprint(Position.END, WRONG);
                    return out.message();
                },
                "lead nowhere");
        assertThat(rounds).isLessThanOrEqualTo(17 + 2 * ITEMS);
    }

    @Test
    void whoListsWithoutEndIsStopped() {
        assertLeadsNowhere(
                nothing,
                message -> {
                    var out = new RangeWriter(MAX);
                    out.skip(new Position(rounds, Records.prefix()));
                    out.ids(
                            new Position(++rounds, Records.prefix()),
                            Records.items(2000, Times.SAME, random).stream()
                                    .map(Position::id)
                                    .toList());
                    out.fingerprint(Position.END, WRONG);
                    return out.message();
                },
                "more ids than anybody may have");
        assertThat(rounds).isEqualTo(Protocol.MAX_RECORDS / 2000 + 1);
    }

    @Test
    void whoDividesWithoutEndIsStopped() {
        assertLeadsNowhere(
                set,
                message -> {
                    var out = new RangeWriter(MAX);
                    long step = rounds * 10_000L;
                    for (long created = 1; created <= 2000; created++) {
                        out.fingerprint(new Position(step + created, Records.prefix()), WRONG);
                    }
                    rounds++;
                    out.fingerprint(Position.END, WRONG);
                    return out.message();
                },
                "");
        assertThat(rounds).isLessThanOrEqualTo(17 + 2 * ITEMS);
    }

    private void assertLeadsNowhere(RecordSet asking, UnaryOperator<byte[]> partner, String why) {
        var reconciliation = new Reconciliation(asking, MAX);
        assertThatThrownBy(
                        () -> {
                            byte[] message = reconciliation.first();
                            while (message != null) {
                                message = reconciliation.take(partner.apply(message)).next();
                            }
                        })
                .isInstanceOfSatisfying(
                        MalformedException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.MESSAGE_MALFORMED);
                            assertThat(e.reason()).contains(why);
                        });
    }

    @Test
    void anIdMayBeListedOnce() throws Exception {
        RecordId id = Records.id(random);
        assertThat(taken(nothing, out -> out.ids(Position.END, List.of(id))).need())
                .containsExactly(id);
        assertRefused(nothing, out -> out.ids(Position.END, List.of(id, id)));
    }

    @Test
    void onlyWhatWasAskedMayBeAnswered() throws Exception {
        Position middle = set.item(ITEMS / 2);
        assertRefused(set, out -> out.ids(Position.END, List.of()));
        assertRefused(set, out -> out.fingerprint(middle, WRONG));
        assertRefused(
                set,
                out -> {
                    out.skip(Position.END);
                    out.ids(new Position(Long.MAX_VALUE, Records.prefix()), List.of());
                });
    }

    @Test
    void nothingFollowsARemainder() throws Exception {
        var part = new Position(1, Records.prefix());
        var longer = new Position(2, Records.prefix());
        assertRefused(
                nothing,
                out -> {
                    out.ids(part, List.of(Records.id(random)));
                    out.ids(part, List.of());
                });
        assertThat(
                        taken(
                                        nothing,
                                        out -> {
                                            out.ids(part, List.of(Records.id(random)));
                                            out.fingerprint(longer, WRONG);
                                        })
                                .next())
                .isNotNull();
    }

    @Test
    void anEmptyAnswerSettlesAll() throws Exception {
        var step = taken(set, out -> {});
        assertThat(step.next()).isNull();
        assertThat(step.have()).isEmpty();
        assertThat(step.need()).isEmpty();
    }

    @Test
    void anAnswerIsTakenOnce() throws Exception {
        var reconciliation = new Reconciliation(set, MAX);
        byte[] answer = ReconciliationAnswer.to(set, reconciliation.first(), MAX);
        assertThat(reconciliation.take(answer).next()).isNull();
        assertThatIllegalStateException().isThrownBy(() -> reconciliation.take(answer));
    }

    @Test
    void aQuestionOfManyRangesIsAnsweredWithinTheLimit() throws Exception {
        RecordSet many = Records.set(Records.items(50_000, Times.YEAR, random));
        var out = new RangeWriter(MAX);
        for (int i = 0; out.hasRoomFor(1); i++) {
            out.fingerprint(many.item(i), WRONG);
        }
        assertThat(ReconciliationAnswer.to(many, out.message(), MAX).length)
                .isLessThanOrEqualTo(MAX);
    }

    private interface Written {
        void to(RangeWriter out);
    }

    private static Reconciliation.Step taken(RecordSet asking, Written answer)
            throws MalformedException {
        var reconciliation = new Reconciliation(asking, MAX);
        reconciliation.first();
        var out = new RangeWriter(MAX);
        answer.to(out);
        return reconciliation.take(out.message());
    }

    private static void assertRefused(RecordSet asking, Written answer) {
        assertThatThrownBy(() -> taken(asking, answer))
                .isInstanceOfSatisfying(
                        MalformedException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.MESSAGE_MALFORMED));
    }
}
