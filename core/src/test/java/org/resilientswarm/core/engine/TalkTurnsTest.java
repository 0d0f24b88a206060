package org.resilientswarm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.PublicKey;

class TalkTurnsTest {
    private final Map<PublicKey, Talk> talks = new HashMap<>();
    private final List<Talk> worked = new ArrayList<>();
    private final TalkTurns turns = new TalkTurns(talks, (talk, _) -> worked.add(talk));

    private Talk talk(int seed) {
        byte[] secret = new byte[32];
        secret[0] = (byte) seed;
        var talk = new Talk(Identity.ofSeed(secret).publicKey());
        talks.put(talk.peer, talk);
        return talk;
    }

    /// A turn in which these have been touched.
    private void turn(Talk... touched) {
        for (Talk talk : touched) {
            turns.touch(talk);
        }
        turns.flush();
    }

    @Test
    void theNextTimeIsTheEarliestOfAllConversations() {
        Talk first = talk(1);
        first.endsAt = 300;
        first.tryOtherAt = 200;
        Talk second = talk(2);
        second.endsAt = 250;
        turn(first, second);
        assertThat(turns.nextDeadline()).isEqualTo(200);
    }

    @Test
    void onlyWhatIsDueIsDone() {
        Talk first = talk(1);
        first.endsAt = 200;
        Talk second = talk(2);
        second.endsAt = 300;
        turn(first, second);
        turns.tick(199);
        assertThat(worked).isEmpty();
        turns.tick(200);
        assertThat(worked).containsExactly(first);
    }

    @Test
    void whatWasDoneHasItsNextTimeAfterTheTurn() {
        Talk talk = talk(1);
        talk.endsAt = 200;
        turn(talk);
        turns.tick(200);
        talk.endsAt = 500;
        turns.flush();
        assertThat(turns.nextDeadline()).isEqualTo(500);
    }

    @Test
    void aTimeThatMovedCountsWhenTheConversationIsTouched() {
        Talk talk = talk(1);
        talk.endsAt = 200;
        turn(talk);
        talk.endsAt = 100;
        turn(talk);
        assertThat(turns.nextDeadline()).isEqualTo(100);
        talk.endsAt = Long.MAX_VALUE;
        turn(talk);
        assertThat(turns.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aConversationThatEndedIsNotDueAnyMore() {
        Talk talk = talk(1);
        talk.endsAt = 200;
        turn(talk);
        turns.touch(talk);
        talks.clear();
        turns.flush();
        assertThat(turns.nextDeadline()).isEqualTo(Long.MAX_VALUE);
        turns.tick(1000);
        assertThat(worked).isEmpty();
    }
}
