package org.resilientswarm.core.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.resilientswarm.core.membership.MembershipScript.CANDIDATES;
import static org.resilientswarm.core.membership.MembershipScript.DESCRIPTION;
import static org.resilientswarm.core.membership.MembershipScript.LARGER;
import static org.resilientswarm.core.membership.MembershipScript.NEIGHBOUR;
import static org.resilientswarm.core.membership.MembershipScript.SELF;
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
import org.resilientswarm.core.membership.MembershipEffect.AddCandidates;
import org.resilientswarm.core.membership.MembershipEffect.CallFailed;
import org.resilientswarm.core.membership.MembershipEffect.CallSucceeded;
import org.resilientswarm.core.membership.MembershipEffect.Close;
import org.resilientswarm.core.membership.MembershipEffect.Complete;
import org.resilientswarm.core.membership.MembershipEffect.Discovered;
import org.resilientswarm.core.membership.MembershipEffect.Failed;
import org.resilientswarm.core.membership.MembershipEffect.Gone;
import org.resilientswarm.core.membership.MembershipEffect.Joined;
import org.resilientswarm.core.membership.MembershipEffect.Lookup;
import org.resilientswarm.core.membership.MembershipEffect.Offer;
import org.resilientswarm.core.membership.MembershipEffect.SendSignal;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.MemberInfo;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.SignalBody;
import org.resilientswarm.core.wire.SignalBody.Attempt;

class MembershipTest {
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final MembershipScript node = new MembershipScript();

    @Nested
    class WhoDials {
        @Test
        void theLargerKeyOfAPairThatWasIntroducedDialsAtOnce() {
            PeerCard theirs = card(SMALLER);
            assertThat(node.learns(theirs, NEIGHBOUR))
                    .containsExactly(new Discovered(theirs), new Offer(1, SMALLER));
        }

        @Test
        void theSmallerKeyWaitsForTheOthersOffer() {
            PeerCard theirs = card(LARGER);
            assertThat(node.learns(theirs, NEIGHBOUR)).containsExactly(new Discovered(theirs));
            assertThat(node.passes(Protocol.INTRODUCTION_PATIENCE.minus(TICK))).isEmpty();
            assertThat(node.passes(TICK)).containsExactly(new Offer(1, LARGER));
        }

        @Test
        void theSmallerKeyDoesNotDialWhenTheOffersComesInTime() {
            node.learns(LARGER);
            assertThat(node.isOffered(LARGER, attempt(1)))
                    .containsExactly(new Accept(1, LARGER, DESCRIPTION));
            node.describes(1);
            assertThat(node.passes(Protocol.INTRODUCTION_PATIENCE)).isEmpty();
        }

        @Test
        void aCallDialsAtOnceOnAnySide() {
            node.learns(LARGER);
            assertThat(node.calls(LARGER)).containsExactly(new Offer(1, LARGER));
        }

        @Test
        void aCallForAKeyWithoutACardAsksForItFirst() {
            var hints = List.of(new HostPort("192.0.2.1", 7900));
            assertThat(node.happens(new MembershipInput.Call(LARGER, hints)))
                    .containsExactly(new Lookup(LARGER, Protocol.LOOKUP_WAIT, hints));
            PeerCard theirs = card(LARGER);
            assertThat(node.learns(theirs, null))
                    .containsExactly(new Discovered(theirs), new Offer(1, LARGER));
        }

        @Test
        void aSecondCallDoesNotDialAgain() {
            node.learns(SMALLER);
            assertThat(node.calls(SMALLER)).isEmpty();
        }

        @Test
        void aCallForAPeerThatIsThereSucceedsAtOnce() {
            node.linkedWith(SMALLER, 1);
            assertThat(node.calls(SMALLER)).containsExactly(new CallSucceeded(SMALLER));
        }

        @Test
        void aNodeDoesNotDialItself() {
            assertThat(node.learns(SELF)).isEmpty();
            assertThat(node.membership().members()).isEmpty();
        }

        @Test
        void whoIsThereIsNotDialled() {
            node.linkedWith(SMALLER, 1);
            assertThat(node.learns(SMALLER)).isEmpty();
        }

        @Test
        void theOfferGoesByTheNeighbourThatIntroduced() {
            PeerCard theirs = card(SMALLER);
            node.learns(theirs, NEIGHBOUR);
            assertThat(node.describes(1))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            SendSignal.class,
                            sent -> {
                                assertThat(sent.to()).isSameAs(theirs);
                                assertThat(sent.via()).isEqualTo(NEIGHBOUR);
                                assertThat(sent.everywhere()).isFalse();
                                assertThat(sent.body()).isInstanceOf(SignalBody.Offer.class);
                            });
        }
    }

    @Nested
    class FromTheOfferToTheSession {
        @Test
        void anOfferThatIsAnsweredBecomesALink() {
            node.calls(LARGER);
            node.learns(LARGER);
            Attempt attempt = offered(node.describes(1));
            assertThat(node.isAnswered(LARGER, attempt))
                    .containsExactly(new Complete(1, DESCRIPTION));
            assertThat(node.opens(1)).isEmpty();
            PeerCard greeting = card(LARGER);
            assertThat(node.happens(new MembershipInput.Greeted(1, greeting)))
                    .containsExactly(new Joined(1, greeting), new CallSucceeded(LARGER));
            assertThat(node.membership().members())
                    .containsExactly(new MemberInfo(LARGER, "", true, ""));
            assertThat(node.passes(AN_HOUR)).isEmpty();
        }

        @Test
        void anAnswerCountsOnce() {
            node.learns(SMALLER);
            Attempt attempt = offered(node.describes(1));
            node.isAnswered(SMALLER, attempt);
            assertThat(node.isAnswered(SMALLER, attempt)).isEmpty();
        }

        @Test
        void anAnswerToNothingIsIgnored() {
            node.learns(SMALLER);
            node.describes(1);
            assertThat(node.isAnswered(SMALLER, attempt(99))).isEmpty();
            assertThat(node.isAnswered(LARGER, attempt(99))).isEmpty();
        }

        @Test
        void anAnswerOfSomebodyElseIsIgnored() {
            node.learns(SMALLER);
            Attempt attempt = offered(node.describes(1));
            assertThat(node.isAnswered(LARGER, attempt)).isEmpty();
        }

        @Test
        void aPeerThatSaysHelloBeforeTheLinkIsOpenIsNotThere() {
            node.isOffered(SMALLER, attempt(1));
            node.describes(1);
            assertThat(node.greets(1, SMALLER)).isEmpty();
        }

        @Test
        void candidatesGoToTheirLink() {
            node.isOffered(SMALLER, attempt(1));
            assertThat(node.hearsCandidates(SMALLER, attempt(1)))
                    .containsExactly(new AddCandidates(1, CANDIDATES));
        }

        @Test
        void candidatesThatOvertookTheirOfferAreKeptForIt() {
            node.learns(LARGER);
            assertThat(node.hearsCandidates(LARGER, attempt(1))).isEmpty();
            assertThat(node.isOffered(LARGER, attempt(1)))
                    .containsExactly(
                            new Accept(1, LARGER, DESCRIPTION), new AddCandidates(1, CANDIDATES));
        }

        @Test
        void candidatesOfAnotherAttemptAreNotUsed() {
            node.learns(LARGER);
            node.hearsCandidates(LARGER, attempt(2));
            assertThat(node.isOffered(LARGER, attempt(1)))
                    .containsExactly(new Accept(1, LARGER, DESCRIPTION));
        }

        @Test
        void candidatesOfAStrangerAreIgnored() {
            assertThat(node.hearsCandidates(LARGER, attempt(1))).isEmpty();
            assertThat(node.membership().members()).isEmpty();
        }
    }

    @Nested
    class Glare {
        @Test
        void theOfferOfTheLargerKeyStands() {
            node.learns(SMALLER);
            node.describes(1);
            assertThat(node.isOffered(SMALLER, attempt(1))).isEmpty();
        }

        @Test
        void theOfferOfTheSmallerKeyGivesWay() {
            node.calls(LARGER);
            node.learns(LARGER);
            node.describes(1);
            assertThat(node.isOffered(LARGER, attempt(1)))
                    .containsExactly(new Close(1), new Accept(2, LARGER, DESCRIPTION));
        }

        @Test
        void anOfferThatWasSealedToAStalePrekeyGivesWay() {
            node.learns(card(SMALLER, 1, Duration.ZERO), NEIGHBOUR);
            node.describes(1);
            PeerCard renewed = card(SMALLER, 2, Duration.ofMinutes(1));
            assertThat(node.isOffered(renewed, attempt(1)))
                    .containsExactly(new Close(1), new Accept(2, SMALLER, DESCRIPTION));
        }

        @Test
        void aNewerInboundAttemptReplacesAnOlderOne() {
            node.isOffered(SMALLER, attempt(1));
            node.describes(1);
            assertThat(node.isOffered(SMALLER, attempt(2)))
                    .containsExactly(new Close(1), new Accept(2, SMALLER, DESCRIPTION));
        }
    }

    @Nested
    class AnOfferWhileTheLinkIsUp {
        @Test
        void replacesTheLinkWhenItIsUpItself() {
            node.linkedWith(SMALLER, 1);
            assertThat(node.isOffered(SMALLER, attempt(9)))
                    .containsExactly(new Accept(2, SMALLER, DESCRIPTION));
            node.describes(2);
            node.opens(2);
            PeerCard greeting = card(SMALLER);
            assertThat(node.happens(new MembershipInput.Greeted(2, greeting)))
                    .containsExactly(
                            new Gone(1, SMALLER, "it came back over a new link"),
                            new Close(1),
                            new Joined(2, greeting));
        }

        @Test
        void doesNoHarmWhenItComesToNothing() {
            node.linkedWith(SMALLER, 1);
            node.isOffered(SMALLER, attempt(9));
            assertThat(node.passes(AN_HOUR)).hasSize(2).first().isEqualTo(new Close(2));
            assertThat(node.membership().members())
                    .containsExactly(new MemberInfo(SMALLER, "", true, ""));
        }
    }

    @Nested
    class Goodbye {
        @Test
        void whoSaidGoodbyeIsNotDialledAgain() {
            node.linkedWith(SMALLER, 1);
            assertThat(node.hearsGoodbye(1))
                    .containsExactly(new Gone(1, SMALLER, "it left"), new Close(1));
            assertThat(node.passes(AN_HOUR)).isEmpty();
            assertThat(node.learns(SMALLER)).isEmpty();
            assertThat(node.membership().members())
                    .containsExactly(new MemberInfo(SMALLER, "", false, "it left"));
        }

        @Test
        void aNewerCardMeansThatItIsBack() {
            node.linkedWith(SMALLER, 1).hearsGoodbye(1);
            PeerCard newer = card(SMALLER, 1, Duration.ofMillis(1));
            assertThat(node.learns(newer, NEIGHBOUR)).containsExactly(new Offer(2, SMALLER));
        }

        @Test
        void itsOwnOfferMeansThatItIsBack() {
            node.linkedWith(SMALLER, 1).hearsGoodbye(1);
            assertThat(node.isOffered(SMALLER, attempt(9)))
                    .containsExactly(new Accept(2, SMALLER, DESCRIPTION));
        }

        @Test
        void itMayStillBeCalled() {
            node.linkedWith(SMALLER, 1).hearsGoodbye(1);
            assertThat(node.calls(SMALLER)).containsExactly(new Offer(2, SMALLER));
        }
    }

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
            node.learns(LARGER);
            assertThat(node.calls(LARGER))
                    .containsExactly(
                            new CallFailed(
                                    LARGER,
                                    ErrorCode.LIMIT_REACHED,
                                    "this node has its 128 links and makes no more"));
        }

        private void fill(int links) {
            for (int link = 1; link <= links; link++) {
                node.linkedWith(manyth(link), link);
            }
        }
    }
}
