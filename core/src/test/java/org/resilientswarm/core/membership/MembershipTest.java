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
import static org.resilientswarm.core.membership.MembershipScript.offered;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.membership.MembershipEffect.Accept;
import org.resilientswarm.core.membership.MembershipEffect.AddCandidates;
import org.resilientswarm.core.membership.MembershipEffect.CallSucceeded;
import org.resilientswarm.core.membership.MembershipEffect.Close;
import org.resilientswarm.core.membership.MembershipEffect.Complete;
import org.resilientswarm.core.membership.MembershipEffect.Discovered;
import org.resilientswarm.core.membership.MembershipEffect.Gone;
import org.resilientswarm.core.membership.MembershipEffect.Joined;
import org.resilientswarm.core.membership.MembershipEffect.Lookup;
import org.resilientswarm.core.membership.MembershipEffect.Offer;
import org.resilientswarm.core.membership.MembershipEffect.SendSignal;
import org.resilientswarm.core.membership.MembershipEffect.Supersede;
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
                            new Supersede(1),
                            new Gone(1, SMALLER, "it came back over a new link"),
                            new Close(1),
                            new Joined(2, greeting));
        }

        @Test
        void isAnsweredToWhoOfferedAlthoughATwinHasANewerCard() {
            PeerCard older = card(SMALLER);
            PeerCard newer = card(SMALLER, 2, Duration.ofMinutes(1));
            node.isOffered(newer, attempt(8));
            node.isOffered(older, attempt(9));
            var answer = new SignalBody.Answer(attempt(9), DESCRIPTION, node.ownCard);
            assertThat(node.describes(2))
                    .containsExactly(new SendSignal(older, answer, null, false));
        }

        @Test
        void isNotMadeAtOnceByWhoHasLostItsPlaceToATwinTwice() {
            node.linkedWith(SMALLER, 1);
            node.losesItsPlace(1);
            assertThat(node.untilNextDeadline()).isLessThan(Duration.ofSeconds(1));
            node.linkedWith(SMALLER, 2);
            node.losesItsPlace(2);
            assertThat(node.untilNextDeadline()).isEqualTo(Duration.ofMinutes(10));
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
}
