package org.resilientswarm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.LinkAddress;
import org.resilientswarm.core.model.NatKind;
import org.resilientswarm.core.wire.Candidate;

class CandidateAddressTest {
    private static final String BASE = " raddr 192.168.1.5 rport 4000";

    private static Candidate candidate(String sdp) {
        return new Candidate("0", 0, sdp);
    }

    private static NatKind nat(String... addresses) {
        List<CandidateAddress> own =
                Arrays.stream(addresses)
                        .map(it -> candidate("candidate:1 1 udp 7 " + it))
                        .map(it -> CandidateAddress.of(it).orElseThrow())
                        .toList();
        return CandidateAddress.nat(own);
    }

    @Test
    void aCandidateIsTakenApart() {
        assertThat(
                        CandidateAddress.of(
                                candidate(
                                        "candidate:842163049 1 udp 1677729535 203.0.113.7 61234 typ srflx raddr 10.0.0.5 rport 50000 generation 0 ufrag 4Zcd")))
                .contains(
                        new CandidateAddress(
                                new LinkAddress("srflx", new HostPort("203.0.113.7", 61234)),
                                "10.0.0.5 50000"));
        assertThat(CandidateAddress.of(candidate("a=candidate:1 1 UDP 7 2001:db8::1 9 typ host")))
                .contains(
                        new CandidateAddress(
                                new LinkAddress("host", new HostPort("2001:db8::1", 9)), null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "candidate:1 1 tcp 7 192.0.2.1 9 typ host tcptype active",
                "candidate:1 1 udp 7 printer.local 9 typ host",
                "candidate:1 1 udp 7 192.0.2.1 0 typ host",
                "candidate:1 1 udp 7 192.0.2.1 65536 typ host",
                "candidate:1 1 udp 7 192.0.2.1 9",
                "candidate:1 1 udp 7 192.0.2.1 9 typ <script>"
            })
    void otherCandidatesArePassedOver(String sdp) {
        assertThat(CandidateAddress.of(candidate(sdp))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, OPEN",
        "10.0.0.1, UNKNOWN",
        "172.15.0.1, OPEN",
        "172.16.0.1, UNKNOWN",
        "172.31.0.1, UNKNOWN",
        "172.32.0.1, OPEN",
        "192.168.0.1, UNKNOWN",
        "100.63.0.1, OPEN",
        "100.64.0.1, UNKNOWN",
        "100.127.0.1, UNKNOWN",
        "100.128.0.1, OPEN",
        "169.254.0.1, UNKNOWN",
        "127.0.0.1, UNKNOWN",
        "2001:db8::1, UNKNOWN"
    })
    void onlyAPublicAddressOfTheMachinesOwnMeansThatNothingTranslates(String host, NatKind kind) {
        assertThat(nat(host + " 4000 typ host")).isEqualTo(kind);
    }

    @Test
    void twoOutsideAddressesOfOnePortShowASymmetricNat() {
        assertThat(nat()).isEqualTo(NatKind.UNKNOWN);
        String host = "192.168.1.5 4000 typ host";
        String first = "8.8.8.8 5001 typ srflx" + BASE;
        assertThat(nat(host, first)).isEqualTo(NatKind.TRANSLATED);
        assertThat(nat("8.8.4.4 4000 typ host", first)).isEqualTo(NatKind.TRANSLATED);
        assertThat(nat(host, first, first)).isEqualTo(NatKind.TRANSLATED);
        assertThat(nat(host, first, "8.8.8.8 5002 typ srflx" + BASE))
                .isEqualTo(NatKind.ADDRESS_DEPENDENT);
        assertThat(nat(first, "8.8.8.8 5002 typ srflx raddr 192.168.1.5 rport 4001"))
                .as("of two ports")
                .isEqualTo(NatKind.TRANSLATED);
        assertThat(
                        nat(
                                "8.8.8.8 1 typ srflx raddr 0.0.0.0 rport 0",
                                "8.8.8.8 2 typ srflx raddr 0.0.0.0 rport 0"))
                .as("of ports that are not told")
                .isEqualTo(NatKind.TRANSLATED);
    }
}
