package org.resilientswarm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.link.LinkInput;
import org.resilientswarm.core.membership.MembershipEffect;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.LinkAddress;
import org.resilientswarm.core.model.LinkTry;
import org.resilientswarm.core.model.LinkTry.Outcome;
import org.resilientswarm.core.model.NatKind;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.time.ManualTime;
import org.resilientswarm.core.wire.Candidate;
import org.resilientswarm.core.wire.Description;
import org.resilientswarm.core.wire.PeerCard;

class LinkAttemptsTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Identity ANNA = Identity.ofSeed(EngineBench.seed(1));
    private static final PublicKey KEY = ANNA.publicKey();
    private static final PublicKey OTHER = Identity.ofSeed(EngineBench.seed(2)).publicKey();

    private final ManualTime time = new ManualTime(BEGIN);
    private final LinkAttempts attempts = new LinkAttempts(time);

    private static List<Candidate> candidates(String... addresses) {
        return java.util.Arrays.stream(addresses)
                .map(it -> new Candidate("0", 0, "candidate:1 1 udp 7 " + it))
                .toList();
    }

    private static Description description(String... addresses) {
        return new Description("v=0", candidates(addresses));
    }

    private static LinkAddress host(String host, int port) {
        return new LinkAddress("host", new HostPort(host, port));
    }

    private LinkTry last() {
        return attempts.history(KEY).tries().getLast();
    }

    private void joined(long link) {
        var card = PeerCard.sign(ANNA, "", EngineBench.seed(3), "test/1", List.of(), BEGIN);
        attempts.heed(new MembershipEffect.Joined(link, card));
    }

    private void fails(long link, String reason) {
        attempts.heed(new MembershipEffect.Close(link));
        attempts.heed(new MembershipEffect.Failed(KEY, ErrorCode.LINK_FAILED, reason));
    }

    @Test
    void ofAStrangerNothingIsKnown() {
        var history = attempts.history(KEY);
        assertThat(history.tries()).isEmpty();
        assertThat(history.nat()).isEqualTo(NatKind.UNKNOWN);
        assertThat(history.newest()).isEmpty();
    }

    @Test
    void aTryIsKnownFromItsFirstMomentToItsEnd() {
        attempts.heed(new MembershipEffect.Offer(1, KEY));
        assertThat(last())
                .isEqualTo(
                        new LinkTry(
                                true,
                                BEGIN,
                                null,
                                Outcome.UNDER_WAY,
                                null,
                                "",
                                List.of(),
                                List.of()));
        time.pass(Duration.ofSeconds(2));
        attempts.heed(new LinkInput.Described(1, description("10.0.0.1 1000 typ host")));
        attempts.heed(new LinkInput.CandidatesFound(1, candidates("10.0.0.2 1001 typ host")));
        attempts.heed(new MembershipEffect.Complete(1, description("10.0.0.3 1002 typ host")));
        attempts.heed(
                new MembershipEffect.AddCandidates(1, candidates("10.0.0.4 1003 typ host", "no")));
        time.pass(Duration.ofSeconds(1));
        fails(1, "no answer");
        time.pass(Duration.ofSeconds(5));
        assertThat(last())
                .isEqualTo(
                        new LinkTry(
                                true,
                                BEGIN,
                                Duration.ofSeconds(3),
                                Outcome.FAILED,
                                ErrorCode.LINK_FAILED,
                                "no answer",
                                List.of(host("10.0.0.1", 1000), host("10.0.0.2", 1001)),
                                List.of(host("10.0.0.3", 1002), host("10.0.0.4", 1003))));
    }

    @Test
    void theOfferOfTheOtherSideHasItsAddresses() {
        attempts.heed(new MembershipEffect.Accept(1, KEY, description("10.0.0.3 1002 typ host")));
        assertThat(last().outbound()).isFalse();
        assertThat(last().theirs()).containsExactly(host("10.0.0.3", 1002));
    }

    @Test
    void aLinkStandsUntilItIsLost() {
        attempts.heed(new MembershipEffect.Offer(1, KEY));
        time.pass(Duration.ofMillis(300));
        joined(1);
        time.pass(Duration.ofMinutes(1));
        assertThat(last().outcome()).isEqualTo(Outcome.UP);
        attempts.heed(new MembershipEffect.Gone(1, KEY, "it left"));
        attempts.heed(new MembershipEffect.Close(1));
        assertThat(last().outcome()).isEqualTo(Outcome.LOST);
        assertThat(last().reason()).isEqualTo("it left");
        assertThat(last().took()).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void aTryThatGivesWayHasNotFailed() {
        attempts.heed(new MembershipEffect.Offer(1, KEY));
        attempts.heed(new MembershipEffect.Close(1));
        attempts.heed(new MembershipEffect.Accept(2, KEY, description()));
        fails(2, "no answer");
        assertThat(attempts.history(KEY).tries())
                .extracting(LinkTry::outcome)
                .containsExactly(Outcome.REPLACED, Outcome.FAILED);
        attempts.heed(new MembershipEffect.Failed(KEY, ErrorCode.PEER_SILENT, "another reason"));
        assertThat(last().reason()).as("of a try that was decided").isEqualTo("no answer");
    }

    @Test
    void everyPeerHasItsOwnTries() {
        attempts.heed(new MembershipEffect.Offer(1, KEY));
        attempts.heed(new MembershipEffect.Offer(2, OTHER));
        attempts.heed(new LinkInput.Described(2, description("10.0.0.1 1000 typ host")));
        fails(1, "no answer");
        assertThat(last().own()).isEmpty();
        assertThat(attempts.history(OTHER).tries())
                .extracting(LinkTry::outcome)
                .containsExactly(Outcome.UNDER_WAY);
    }

    @Test
    void whatTheTriesShowOfTheNetworkIsToldWithThem() {
        attempts.heed(new MembershipEffect.Offer(1, KEY));
        attempts.heed(
                new LinkInput.Described(
                        1, description("8.8.8.8 5 typ srflx raddr 10.0.0.1 rport 1000")));
        assertThat(attempts.history(KEY).nat()).isEqualTo(NatKind.TRANSLATED);
        attempts.heed(
                new LinkInput.CandidatesFound(
                        1, candidates("8.8.8.8 6 typ srflx raddr 10.0.0.1 rport 1000")));
        assertThat(attempts.history(KEY).nat()).isEqualTo(NatKind.ADDRESS_DEPENDENT);
        assertThat(attempts.history(OTHER).nat()).isEqualTo(NatKind.UNKNOWN);
    }

    @Test
    void onlyTheLastTriesAreRemembered() {
        for (int i = 1; i <= LinkAttempts.MAX_TRIES + 1; i++) {
            attempts.heed(new MembershipEffect.Offer(i, KEY));
            fails(i, "try " + i);
        }
        assertThat(attempts.history(KEY).tries())
                .hasSize(LinkAttempts.MAX_TRIES)
                .first()
                .extracting(LinkTry::reason)
                .isEqualTo("try 2");
    }

    @Test
    void aPeerCannotFillTheMemoryWithAddresses() {
        attempts.heed(new MembershipEffect.Offer(1, KEY));
        for (int i = 1; i <= LinkAttempts.MAX_ADDRESSES + 1; i++) {
            String address = "10.0.0.1 " + i + " typ host";
            attempts.heed(new MembershipEffect.AddCandidates(1, candidates(address, address)));
        }
        assertThat(last().theirs())
                .hasSize(LinkAttempts.MAX_ADDRESSES)
                .endsWith(host("10.0.0.1", LinkAttempts.MAX_ADDRESSES));
    }

    @Test
    void onlyTheLastPeersAreRemembered() {
        attempts.heed(new MembershipEffect.Offer(1, KEY));
        for (int i = 0; i < LinkAttempts.MAX_PEERS - 1; i++) {
            attempts.heed(new MembershipEffect.Offer(2 + i, peer(i)));
        }
        assertThat(attempts.history(KEY).tries()).hasSize(1);
        attempts.heed(new MembershipEffect.Offer(1000, peer(999)));
        assertThat(attempts.history(KEY).tries()).isEmpty();
    }

    private static PublicKey peer(int number) {
        return new PublicKey(EngineBench.seed(number + 1));
    }
}
