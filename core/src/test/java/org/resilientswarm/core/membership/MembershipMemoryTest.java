package org.resilientswarm.core.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.resilientswarm.core.membership.MembershipScript.LARGER;
import static org.resilientswarm.core.membership.MembershipScript.SELF;
import static org.resilientswarm.core.membership.MembershipScript.SMALLER;
import static org.resilientswarm.core.membership.MembershipScript.TICK;
import static org.resilientswarm.core.membership.MembershipScript.attempt;
import static org.resilientswarm.core.membership.MembershipScript.card;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.membership.MembershipEffect.CallFailed;
import org.resilientswarm.core.membership.MembershipEffect.Close;
import org.resilientswarm.core.membership.MembershipEffect.Discovered;
import org.resilientswarm.core.membership.MembershipEffect.Gone;
import org.resilientswarm.core.membership.MembershipEffect.Lookup;
import org.resilientswarm.core.membership.MembershipEffect.Offer;
import org.resilientswarm.core.membership.MembershipEffect.SendSignal;
import org.resilientswarm.core.membership.MembershipInput.Block;
import org.resilientswarm.core.membership.MembershipInput.Departed;
import org.resilientswarm.core.membership.MembershipInput.LookupFailed;
import org.resilientswarm.core.membership.MembershipInput.Remembered;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.SignalBody.Refusal;

/// What outlives links: acquaintances of an earlier life, departures, and blocks.
class MembershipMemoryTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final MembershipScript node = new MembershipScript();

    @Nested
    class Acquaintances {
        private final PeerCard old = card(SMALLER);

        @Test
        void theNewestCardIsAskedForBeforeTheyAreDialled() {
            assertThat(node.happens(new Remembered(old)))
                    .containsExactly(
                            new Discovered(old),
                            new Lookup(SMALLER, Protocol.REFRESH_WAIT, old.addresses()));
            assertThat(node.learns(card(SMALLER, 2, MINUTE), null))
                    .containsExactly(new Offer(1, SMALLER));
        }

        @Test
        void theOldCardServesWhenThereIsNoNewerOne() {
            node.happens(new Remembered(old));
            assertThat(node.happens(new LookupFailed(SMALLER, "unknown")))
                    .containsExactly(new Offer(1, SMALLER));
        }

        @Test
        void theyAreDialledAgainWhenNobodyIsThere() {
            node.happens(new Remembered(old));
            node.happens(new LookupFailed(SMALLER, "unknown"));
            node.passes(Protocol.DESCRIBE_TIMEOUT);
            assertThat(node.passes(MINUTE))
                    .contains(new Lookup(SMALLER, Protocol.REFRESH_WAIT, old.addresses()));
        }

        @Test
        void whoIsKnownAlreadyAndTheNodeItselfAreNoNews() {
            node.learns(LARGER);
            assertThat(node.happens(new Remembered(card(LARGER)))).isEmpty();
            assertThat(node.happens(new Remembered(card(SELF)))).isEmpty();
        }
    }

    @Nested
    class Departures {
        @Test
        void whoHasLeftIsNotDialled() {
            node.learns(LARGER);
            node.happens(new Departed(LARGER));
            assertThat(node.passes(Duration.ofHours(1))).isEmpty();
        }

        @Test
        void aNewerCardBringsThemBack() {
            node.learns(LARGER);
            node.happens(new Departed(LARGER));
            assertThat(node.learns(LARGER)).isEmpty();
            node.learns(card(LARGER, 2, MINUTE), null);
            assertThat(node.passes(MINUTE)).contains(new Offer(1, LARGER));
        }

        @Test
        void aLinkThatIsUpStays() {
            node.linkedWith(SMALLER, 1);
            assertThat(node.happens(new Departed(SMALLER))).isEmpty();
        }
    }

    @Nested
    class Blocks {
        private final Block block = new Block(SMALLER, MINUTE, "it sends rubbish");

        @Test
        void theLinkEndsAndNoneIsMadeUntilTheTimeIsOver() {
            node.linkedWith(SMALLER, 1);
            assertThat(node.happens(block))
                    .containsExactly(new Gone(1, SMALLER, "it sends rubbish"), new Close(1));
            assertThat(node.learns(card(SMALLER, 2, MINUTE), null)).isEmpty();
            assertThat(node.passes(MINUTE.minus(TICK))).isEmpty();
            assertThat(node.passes(TICK)).containsExactly(new Offer(2, SMALLER));
        }

        @Test
        void offersAreRefusedWithTheReason() {
            PeerCard theirs = card(SMALLER);
            node.happens(block);
            var refusal = new Refusal(attempt(7), ErrorCode.PEER_REFUSED, "it sends rubbish");
            assertThat(node.isOffered(theirs, attempt(7)))
                    .contains(new SendSignal(theirs, refusal, null, true));
        }

        @Test
        void anAttemptUnderWayIsDropped() {
            node.isOffered(SMALLER, attempt(7));
            assertThat(node.happens(block)).containsExactly(new Close(1));
        }

        @Test
        void callsFailAtOnce() {
            node.calls(SMALLER);
            assertThat(node.happens(block))
                    .contains(new CallFailed(SMALLER, ErrorCode.PEER_REFUSED, "it sends rubbish"));
            assertThat(node.calls(SMALLER))
                    .containsExactly(
                            new CallFailed(SMALLER, ErrorCode.PEER_REFUSED, "it sends rubbish"));
            assertThat(List.copyOf(node.learns(SMALLER))).noneMatch(Offer.class::isInstance);
        }
    }
}
