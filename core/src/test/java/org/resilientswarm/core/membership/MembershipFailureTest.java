package org.resilientswarm.core.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.resilientswarm.core.membership.MembershipScript.DESCRIPTION;
import static org.resilientswarm.core.membership.MembershipScript.LARGER;
import static org.resilientswarm.core.membership.MembershipScript.SMALLER;
import static org.resilientswarm.core.membership.MembershipScript.TICK;
import static org.resilientswarm.core.membership.MembershipScript.attempt;
import static org.resilientswarm.core.membership.MembershipScript.card;
import static org.resilientswarm.core.membership.MembershipScript.manyth;
import static org.resilientswarm.core.membership.MembershipScript.offered;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.membership.MembershipEffect.Accept;
import org.resilientswarm.core.membership.MembershipEffect.CallFailed;
import org.resilientswarm.core.membership.MembershipEffect.Close;
import org.resilientswarm.core.membership.MembershipEffect.Discovered;
import org.resilientswarm.core.membership.MembershipEffect.Failed;
import org.resilientswarm.core.membership.MembershipEffect.Gone;
import org.resilientswarm.core.membership.MembershipEffect.Lookup;
import org.resilientswarm.core.membership.MembershipEffect.Offer;
import org.resilientswarm.core.membership.MembershipEffect.SendSignal;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.MemberInfo;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.SignalBody;
import org.resilientswarm.core.wire.SignalBody.Attempt;

class MembershipFailureTest {
    private final MembershipScript node = new MembershipScript();

    @Nested
    class Failure {
        @Test
        void aLostPeerIsLookedUpAndDialledAgainWithinASecond() {
            node.linkedWith(SMALLER, 1);
            assertThat(node.loses(1)).containsExactly(new Gone(1, SMALLER, "lost"), new Close(1));
            assertThat(node.untilNextDeadline()).isBetween(TICK, Duration.ofSeconds(1));
            assertThat(node.passes(Duration.ofSeconds(1)))
                    .containsExactly(new Lookup(SMALLER, Protocol.REFRESH_WAIT, List.of()));
            assertThat(node.happens(new MembershipInput.LookupFailed(SMALLER, "nobody knows")))
                    .containsExactly(new Offer(2, SMALLER));
        }

        @Test
        void aSecondTryGoesEverywhere() {
            node.linkedWith(SMALLER, 1).loses(1);
            node.passes(Duration.ofSeconds(1));
            node.learns(SMALLER);
            assertThat(node.describes(2))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            SendSignal.class, sent -> assertThat(sent.everywhere()).isTrue());
        }

        @Test
        void theTransportHasSomeTimeForItsDescription() {
            node.learns(SMALLER);
            assertFailsAfter(
                    Protocol.DESCRIBE_TIMEOUT,
                    ErrorCode.LINK_FAILED,
                    "the transport made no description in time");
        }

        @Test
        void thePeerHasSomeTimeForItsAnswer() {
            node.learns(SMALLER);
            node.describes(1);
            assertFailsAfter(
                    Protocol.ANSWER_TIMEOUT,
                    ErrorCode.PEER_SILENT,
                    "the peer did not answer the offer within 5 s");
        }

        @Test
        void theLinkHasSomeTimeToOpen() {
            node.isOffered(SMALLER, attempt(1));
            node.describes(1);
            assertFailsAfter(
                    Protocol.CONNECT_TIMEOUT,
                    ErrorCode.LINK_FAILED,
                    "no direct connection came up within 8 s, although both sides know each"
                            + " other's addresses");
        }

        @Test
        void thePeerHasSomeTimeForItsHello() {
            node.isOffered(SMALLER, attempt(1));
            node.describes(1);
            node.opens(1);
            assertFailsAfter(
                    Protocol.HELLO_TIMEOUT,
                    ErrorCode.LINK_FAILED,
                    "the far side opened the link and did not say hello");
        }

        private void assertFailsAfter(Duration time, ErrorCode code, String reason) {
            assertThat(node.passes(time.minus(TICK))).isEmpty();
            assertThat(node.passes(TICK))
                    .containsExactly(new Close(1), new Failed(SMALLER, code, reason));
            assertThat(node.membership().members())
                    .containsExactly(new MemberInfo(SMALLER, "", false, reason));
            assertThat(node.untilNextDeadline()).isBetween(TICK, Duration.ofSeconds(1));
        }

        @Test
        void anAttemptThatTheTransportEndsHasFailed() {
            node.learns(SMALLER);
            assertThat(node.happens(new MembershipInput.Closed(1, ErrorCode.LINK_FAILED, "broken")))
                    .containsExactly(
                            new Close(1), new Failed(SMALLER, ErrorCode.LINK_FAILED, "broken"));
        }

        @Test
        void aRefusedOfferHasFailedAndSoHasItsCall() {
            node.learns(SMALLER);
            node.calls(SMALLER);
            Attempt attempt = offered(node.describes(1));
            String reason = "the peer refuses: it is full";
            assertThat(node.isRefused(SMALLER, attempt, "it is full"))
                    .containsExactly(
                            new Close(1),
                            new Failed(SMALLER, ErrorCode.PEER_REFUSED, reason),
                            new CallFailed(SMALLER, ErrorCode.PEER_REFUSED, reason));
        }

        @Test
        void aRefusalOfAnotherAttemptChangesNothing() {
            node.learns(SMALLER);
            node.describes(1);
            assertThat(node.isRefused(SMALLER, attempt(99), "why")).isEmpty();
        }

        @Test
        void whoOffersCannotRefuse() {
            node.isOffered(SMALLER, attempt(1));
            assertThat(node.isRefused(SMALLER, attempt(1), "why")).isEmpty();
        }

        @Test
        void aKeyThatNobodyKnowsIsForgottenAndItsCallFails() {
            node.calls(SMALLER);
            assertThat(node.happens(new MembershipInput.LookupFailed(SMALLER, "nobody knows it")))
                    .containsExactly(
                            new CallFailed(SMALLER, ErrorCode.PEER_UNKNOWN, "nobody knows it"));
            assertThat(node.membership().nextDeadline()).isEqualTo(Long.MAX_VALUE);
            assertThat(node.calls(SMALLER))
                    .containsExactly(new Lookup(SMALLER, Protocol.LOOKUP_WAIT, List.of()));
        }

        @Test
        void aCallFailsInTimeWithTheLastReason() {
            node.learns(SMALLER);
            node.calls(SMALLER);
            List<MembershipEffect> effects = failingAttempts(Protocol.CALL_TIMEOUT.minus(TICK));
            assertThat(effects).noneMatch(CallFailed.class::isInstance);
            assertThat(failingAttempts(TICK))
                    .contains(
                            new CallFailed(
                                    SMALLER,
                                    ErrorCode.PEER_SILENT,
                                    "the peer did not answer the offer within 5 s"));
        }

        @Test
        void aMemberThatCannotBeHadIsForgottenInTheEnd() {
            node.learns(SMALLER);
            int failures = 0;
            while (!node.membership().members().isEmpty()) {
                assertThat(failures).isLessThanOrEqualTo(Protocol.MAX_REDIALS);
                failures += failed(failingAttempts(node.untilNextDeadline()));
            }
            assertThat(failures).isEqualTo(Protocol.MAX_REDIALS + 1);
            assertThat(node.membership().nextDeadline()).isEqualTo(Long.MAX_VALUE);
        }

        private static int failed(List<MembershipEffect> effects) {
            return (int) effects.stream().filter(Failed.class::isInstance).count();
        }

        /// Lets the time go on with a transport that describes and a peer that never answers.
        private List<MembershipEffect> failingAttempts(Duration time) {
            var all = new ArrayList<MembershipEffect>();
            Duration left = time;
            while (!left.isNegative()) {
                Duration step = node.untilNextDeadline();
                boolean last = step.compareTo(left) > 0;
                perform(node.passes(last ? left : step), all);
                if (last) {
                    return all;
                }
                left = left.minus(step);
                if (left.isZero()) {
                    return all;
                }
            }
            return all;
        }

        private void perform(List<MembershipEffect> effects, List<MembershipEffect> all) {
            all.addAll(effects);
            for (MembershipEffect effect : effects) {
                if (effect instanceof Offer(long link, var _)) {
                    perform(node.describes(link), all);
                } else if (effect instanceof Lookup lookup) {
                    perform(
                            node.happens(
                                    new MembershipInput.LookupFailed(lookup.key(), "nobody knows")),
                            all);
                }
            }
        }
    }

    @Nested
    class Limits {
        @Test
        void anOfferBeyondTheNumberOfLinksIsRefused() {
            fill(Protocol.MAX_LINKS - 1);
            assertThat(node.isOffered(SMALLER, attempt(1)))
                    .contains(new Accept(Protocol.MAX_LINKS, SMALLER, DESCRIPTION));
            PeerCard late = card(LARGER);
            assertThat(node.isOffered(late, attempt(2)))
                    .containsExactly(
                            new Discovered(late),
                            new SendSignal(
                                    late,
                                    new SignalBody.Refusal(
                                            attempt(2),
                                            ErrorCode.LIMIT_REACHED,
                                            "this node has its 128 links; call another member"),
                                    null,
                                    true));
        }

        @Test
        void noLinkIsBegunBeyondTheNumberOfLinks() {
            fill(Protocol.MAX_LINKS - 1);
            assertThat(node.learns(SMALLER)).contains(new Offer(Protocol.MAX_LINKS, SMALLER));
            assertThat(node.learns(LARGER)).noneMatch(Offer.class::isInstance);
            assertThat(node.passes(Protocol.INTRODUCTION_PATIENCE))
                    .noneMatch(Offer.class::isInstance);
        }

        @Test
        void aCallBeyondTheNumberOfLinksFailsAtOnce() {
            fill(Protocol.MAX_LINKS);
            String full = "this node has its 128 links and makes no more";
            node.learns(LARGER);
            assertThat(node.calls(LARGER))
                    .containsExactly(
                            new Failed(LARGER, ErrorCode.LIMIT_REACHED, full),
                            new CallFailed(LARGER, ErrorCode.LIMIT_REACHED, full));
        }

        private void fill(int links) {
            for (int link = 1; link <= links; link++) {
                node.linkedWith(manyth(link), link);
            }
        }
    }
}
