package org.resilientswarm.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.resilientswarm.app.doctor.DoctorFacts.FIRST;
import static org.resilientswarm.app.doctor.DoctorFacts.HOST;
import static org.resilientswarm.app.doctor.DoctorFacts.OUTSIDE;
import static org.resilientswarm.app.doctor.DoctorFacts.SECOND;
import static org.resilientswarm.app.doctor.DoctorFacts.attempt;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.LinkTry;
import org.resilientswarm.core.model.NatKind;

class VerdictTest {
    private static final LinkTry NORMAL =
            attempt(ErrorCode.LINK_FAILED, List.of(HOST, OUTSIDE), List.of(HOST, OUTSIDE));
    private static final LinkTry NO_ADDRESS =
            attempt(ErrorCode.LINK_FAILED, List.of(HOST, OUTSIDE), List.of());
    private static final LinkTry NO_ANSWER =
            attempt(ErrorCode.PEER_SILENT, List.of(HOST, OUTSIDE), List.of());
    private static final LinkTry INSIDE_THERE =
            attempt(ErrorCode.LINK_FAILED, List.of(HOST, OUTSIDE), List.of(HOST));
    private static final LinkTry INSIDE_HERE =
            attempt(ErrorCode.LINK_FAILED, List.of(HOST), List.of(HOST, OUTSIDE));

    private static DoctorFacts facts() {
        return new DoctorFacts();
    }

    private static DoctorFacts two() {
        return facts().usable(FIRST).usable(SECOND);
    }

    private static DoctorFacts two(NatKind nat) {
        return two().nat(nat);
    }

    static Stream<Arguments> withoutAPeer() {
        return Stream.of(
                arguments(facts().nat(NatKind.UNKNOWN), "WELL", "this machine is in a network"),
                arguments(two(NatKind.ENDPOINT_INDEPENDENT), "WELL", "direct links are possible"),
                arguments(two(NatKind.OPEN), "WELL", "direct links are possible"),
                arguments(two(NatKind.ADDRESS_DEPENDENT), "WELL", "the NAT here is symmetric"),
                arguments(two(NatKind.TRANSLATED), "WELL", "UDP works"),
                arguments(two(NatKind.UNKNOWN), "WELL", "none of them tells outside addresses"),
                arguments(two(NatKind.UDP_BLOCKED), "UDP_BLOCKED", "UDP does not come back"),
                arguments(
                        facts().usable(FIRST).lost(SECOND),
                        "EXCHANGE_UNREACHABLE",
                        "the exchange ws://two.example:7900 cannot be used: nothing listens there"),
                arguments(
                        facts().lost(FIRST).lost(SECOND),
                        "EXCHANGE_UNREACHABLE",
                        "the exchange ws://one.example:7900 cannot be used"),
                arguments(
                        facts().withoutNetwork().lost(FIRST),
                        "EXCHANGE_UNREACHABLE",
                        "this machine is in no network"),
                arguments(
                        facts().withoutNetwork().usable(FIRST),
                        "WELL",
                        "direct links are possible"),
                arguments(
                        facts().clockAhead(FIRST, Duration.ofSeconds(60)),
                        "WELL",
                        "direct links are possible"),
                arguments(
                        facts().clockAhead(FIRST, Duration.ofSeconds(61)),
                        "CLOCK_SKEWED",
                        "this clock is 61 s behind the one of ws://one.example:7900"),
                arguments(
                        two(NatKind.UDP_BLOCKED).clockAhead(FIRST, Duration.ofHours(-1)),
                        "CLOCK_SKEWED",
                        "this clock is 3,600 s ahead of the one of"));
    }

    static Stream<Arguments> aPeerIsThere() {
        NatKind symmetric = NatKind.ADDRESS_DEPENDENT;
        NatKind unknown = NatKind.UNKNOWN;
        return Stream.of(
                arguments(two().direct(), "DIRECT", "there is a direct link with Ann (c4g"),
                arguments(two().lost(FIRST).direct(), "DIRECT", "there is a direct link"),
                arguments(
                        two(symmetric).relayed(unknown, symmetric, NORMAL),
                        "RELAYED",
                        "the NATs of both sides are symmetric"),
                arguments(
                        facts().nat(unknown).relayed(symmetric, symmetric, NORMAL),
                        "RELAYED",
                        "the NATs of both sides are symmetric"),
                arguments(
                        two(NatKind.TRANSLATED).relayed(symmetric, null, NORMAL),
                        "RELAYED",
                        "the NAT here is symmetric"),
                arguments(
                        two().relayed(symmetric, symmetric, NORMAL),
                        "RELAYED",
                        "the NAT of Ann (c4g"),
                arguments(two().relayed(unknown, unknown, NORMAL), "RELAYED", "the try has failed"),
                arguments(
                        two().relayed(unknown, unknown, NO_ADDRESS),
                        "RELAYED",
                        "has told no address"),
                arguments(
                        two().relayed(unknown, unknown),
                        "RELAYED",
                        "no direct link was tried yet"));
    }

    static Stream<Arguments> aPeerIsNotThere() {
        return Stream.of(
                arguments(two().failed(ErrorCode.CALL_SELF), "CALL_SELF", "this machine's own"),
                arguments(
                        two(NatKind.UDP_BLOCKED).failed(ErrorCode.CALL_SELF),
                        "CALL_SELF",
                        "this machine's own"),
                arguments(
                        two().failed(ErrorCode.PEER_UNKNOWN),
                        "PEER_UNKNOWN",
                        "none of the exchanges knows c4g"),
                arguments(
                        two(NatKind.UDP_BLOCKED).failed(ErrorCode.PEER_UNKNOWN),
                        "PEER_UNKNOWN",
                        "none of the exchanges knows"),
                arguments(
                        facts().failed(ErrorCode.PEER_UNKNOWN),
                        "PEER_UNKNOWN",
                        "there was nobody to ask"),
                arguments(
                        facts().lost(FIRST).failed(ErrorCode.PEER_UNKNOWN),
                        "EXCHANGE_UNREACHABLE",
                        "the exchange ws://one.example:7900 cannot be used"),
                arguments(
                        facts().usable(SECOND).lost(FIRST).failed(ErrorCode.PEER_UNKNOWN),
                        "PEER_UNKNOWN",
                        "none of the exchanges knows"),
                arguments(
                        two().clockAhead(FIRST, Duration.ofHours(1)).failed(ErrorCode.PEER_SILENT),
                        "CLOCK_SKEWED",
                        "3,600 s behind"),
                arguments(
                        two().failed(ErrorCode.PEER_SILENT, NO_ANSWER),
                        "PEER_SILENT",
                        "was called and did not answer: it is offline"),
                arguments(
                        two().failed(ErrorCode.PEER_REFUSED),
                        "PEER_REFUSED",
                        "refuses: as the node said"),
                arguments(
                        two(NatKind.UDP_BLOCKED).failed(ErrorCode.LINK_FAILED, NORMAL),
                        "UDP_BLOCKED",
                        "UDP does not come back into this network"),
                arguments(
                        two().failed(ErrorCode.LINK_FAILED, NO_ADDRESS),
                        "UDP_BLOCKED",
                        "has told no address at which UDP could reach it"),
                arguments(
                        two().failed(ErrorCode.LINK_FAILED, NO_ANSWER),
                        "PEER_SILENT",
                        "it did not answer the offer"),
                arguments(
                        two().failed(ErrorCode.LINK_FAILED, NORMAL, INSIDE_THERE),
                        "UDP_BLOCKED",
                        "knows no outside address, so UDP is blocked there"),
                arguments(
                        two().failed(ErrorCode.LINK_FAILED, INSIDE_HERE),
                        "UDP_BLOCKED",
                        "this node knows no outside address, so UDP is blocked here"),
                arguments(
                        two(NatKind.ADDRESS_DEPENDENT).failed(ErrorCode.LINK_FAILED, NORMAL),
                        "LINK_FAILED",
                        "the NAT here is symmetric"),
                arguments(
                        two().failed(ErrorCode.LINK_FAILED, NORMAL),
                        "LINK_FAILED",
                        "the try has failed, and no member that both are linked with relays"),
                arguments(
                        two().failed(ErrorCode.LIMIT_REACHED),
                        "LIMIT_REACHED",
                        "as the node said"));
    }

    @ParameterizedTest
    @MethodSource({"withoutAPeer", "aPeerIsThere", "aPeerIsNotThere"})
    void whatFollowsFromTheFacts(DoctorFacts facts, String code, String sentence) {
        Verdict verdict = facts.verdict();
        assertThat(verdict.code()).isEqualTo(code);
        assertThat(verdict.sentence()).contains(sentence).doesNotContain("null");
        boolean well = List.of("WELL", "DIRECT", "RELAYED").contains(code);
        assertThat(verdict.problem()).isEqualTo(well ? null : ErrorCode.valueOf(code));
    }

    @ParameterizedTest
    @MethodSource({"withoutAPeer", "aPeerIsThere", "aPeerIsNotThere"})
    void whoeverHasAProblemIsToldWhatToDo(DoctorFacts facts, String code, String sentence) {
        Verdict verdict = facts.verdict();
        boolean fine = code.equals("DIRECT") || sentence.contains("direct links are possible");
        if (!fine && !code.equals("LIMIT_REACHED")) {
            assertThat(verdict.advice()).isNotBlank();
        }
    }

    @Test
    void aRelayedPeerIsReachedThroughWhoRelays() {
        var verdict = two().relayed(NatKind.UNKNOWN, null, NORMAL).verdict();
        assertThat(verdict.sentence())
                .contains("is reached through " + DoctorFacts.RELAY.shortText() + ":");
    }
}
