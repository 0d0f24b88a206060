package org.resilientswarm.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.resilientswarm.app.doctor.NetworkFacts.Outside;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.NatKind;

class NetworkFactsTest {
    private static final HostPort SERVER = new HostPort("stun.example", 3478);
    private static final List<String> OWN = List.of("127.0.0.1", "10.0.0.5");

    /// @param answers an address each, or "none"
    private static NatKind nat(String... answers) {
        List<Outside> outside =
                Arrays.stream(answers)
                        .map(it -> it.equals("none") ? null : HostPort.of(it))
                        .map(it -> new Outside(SERVER, it))
                        .toList();
        return NetworkFacts.nat(outside, OWN);
    }

    @Test
    void whoAsksNobodyKnowsNothing() {
        assertThat(nat()).isEqualTo(NatKind.UNKNOWN);
    }

    @Test
    void noAnswerAtAllMeansThatUdpIsBlocked() {
        assertThat(nat("none")).isEqualTo(NatKind.UDP_BLOCKED);
        assertThat(nat("none", "none")).isEqualTo(NatKind.UDP_BLOCKED);
        assertThat(nat("none", "8.8.8.8:1")).isEqualTo(NatKind.TRANSLATED);
    }

    @Test
    void anAddressOfTheMachinesOwnIsNotTranslated() {
        assertThat(nat("10.0.0.5:1")).isEqualTo(NatKind.OPEN);
        assertThat(nat("10.0.0.5:1", "127.0.0.1:1")).isEqualTo(NatKind.OPEN);
    }

    @Test
    void twoServersTellTheKindOfNat() {
        assertThat(nat("8.8.8.8:1")).isEqualTo(NatKind.TRANSLATED);
        assertThat(nat("8.8.8.8:1", "8.8.8.8:1")).isEqualTo(NatKind.ENDPOINT_INDEPENDENT);
        assertThat(nat("8.8.8.8:1", "8.8.8.8:2")).isEqualTo(NatKind.ADDRESS_DEPENDENT);
        assertThat(nat("8.8.8.8:1", "8.8.4.4:1")).isEqualTo(NatKind.ADDRESS_DEPENDENT);
    }

    @Test
    void aServerInTheSameNetworkSaysNothingOfWhatIsBehindIt() {
        assertThat(nat("10.0.0.5:1", "8.8.8.8:1")).isEqualTo(NatKind.TRANSLATED);
        assertThat(nat("10.0.0.5:1", "8.8.8.8:1", "8.8.8.8:1"))
                .isEqualTo(NatKind.ENDPOINT_INDEPENDENT);
    }
}
