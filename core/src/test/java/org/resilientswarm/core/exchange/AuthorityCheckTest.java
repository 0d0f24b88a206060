package org.resilientswarm.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.exchange.AuthorityCheck.Arrival;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.Registration;

class AuthorityCheckTest {
    private static final Identity ANNA = Identity.ofSeed(new byte[32]);
    private static final byte[] NONCE = new byte[32];
    private static final int PORT = 7900;
    private static final InetAddress PUBLIC = InetAddress.ofLiteral("203.0.113.5");
    private static final InetAddress PRIVATE = InetAddress.ofLiteral("192.168.1.5");
    private static final Map<String, InetAddress> NAMES =
            Map.of(
                    "here.example", PUBLIC,
                    "there.example", InetAddress.ofLiteral("203.0.113.99"),
                    "203.0.113.99", InetAddress.ofLiteral("203.0.113.99"),
                    "localhost", InetAddress.getLoopbackAddress());

    private static AuthorityCheck check(String... publicNames) {
        return new AuthorityCheck(
                List.of(publicNames),
                () -> PORT,
                host -> NAMES.containsKey(host) ? List.of(NAMES.get(host)) : List.of(),
                address ->
                        address.isLoopbackAddress()
                                || address.equals(PUBLIC)
                                || address.equals(PRIVATE));
    }

    private static void register(
            AuthorityCheck check, String host, InetAddress local, String signed)
            throws MalformedException {
        byte[] signature = Registration.sign(ANNA, NONCE, signed);
        check.check(new Arrival(host, false, local), ANNA.publicKey(), NONCE, signature);
    }

    private static void assertAccepted(
            AuthorityCheck check, String host, InetAddress local, String signed) {
        assertThatCode(() -> register(check, host, local, signed)).doesNotThrowAnyException();
    }

    private static void assertReplayed(
            AuthorityCheck check, String host, InetAddress local, String signed) {
        MalformedException refused =
                catchThrowableOfType(
                        MalformedException.class, () -> register(check, host, local, signed));
        assertThat(refused).isNotNull();
        assertThat(refused.code()).isEqualTo(ErrorCode.REGISTRATION_REPLAYED);
    }

    @Test
    void whatTheClientDialledIsAccepted() {
        assertAccepted(check(), "here.example:7900", PUBLIC, "here.example:7900");
        assertAccepted(check(), "Here.Example:7900", PUBLIC, "here.example:7900");
        assertAccepted(
                check(), "localhost:7900", InetAddress.getLoopbackAddress(), "localhost:7900");
    }

    @Test
    void aSignatureForAnotherAuthorityThanTheHandshakesIsRefused() {
        assertReplayed(check(), "here.example:7900", PUBLIC, "there.example:7900");
        assertReplayed(check(), "here.example:7900", PUBLIC, "here.example:7901");
    }

    @Test
    void anExchangeOnTheSameMachineThatPassesARegistrationOnIsRefused() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        assertReplayed(check(), "localhost:7901", loopback, "localhost:7901");
        assertReplayed(check(), "here.example:7901", PUBLIC, "here.example:7901");
    }

    @Test
    void anExchangeElsewhereThatPassesARegistrationOnIsRefusedAtAPublicAddress() {
        assertReplayed(check(), "there.example:7900", PUBLIC, "there.example:7900");
        assertReplayed(check(), "203.0.113.99:7900", PUBLIC, "203.0.113.99:7900");
    }

    @Test
    void behindANatTheOutsideAddressIsAccepted() {
        assertAccepted(check(), "there.example:17900", PRIVATE, "there.example:17900");
    }

    @Test
    void aNameThatNobodyCanResolveIsAcceptedAsDialled() {
        assertAccepted(check(), "nowhere.example:7900", PUBLIC, "nowhere.example:7900");
    }

    @Test
    void withPublicNamesOnlyTheseCount() {
        AuthorityCheck named = check("Front.Example:443", "other.example:443");
        assertAccepted(named, "127.0.0.1:7900", PRIVATE, "front.example:443");
        assertAccepted(named, "front.example", PRIVATE, "other.example:443");
        assertReplayed(named, "here.example:7900", PUBLIC, "here.example:7900");
    }

    @Test
    void aHostWithoutPortMeansTheSchemesPort() throws Exception {
        var check80 = new AuthorityCheck(List.of(), () -> 80, _ -> List.of(PUBLIC), PUBLIC::equals);
        assertAccepted(check80, "here.example", PUBLIC, "here.example:80");
        assertReplayed(check80, "here.example", PUBLIC, "here.example:443");

        var check443 =
                new AuthorityCheck(List.of(), () -> 443, _ -> List.of(PUBLIC), PUBLIC::equals);
        byte[] signature = Registration.sign(ANNA, NONCE, "here.example:443");
        check443.check(
                new Arrival("here.example", true, PUBLIC), ANNA.publicKey(), NONCE, signature);
    }

    @Test
    void aMalformedHostIsRefused() {
        MalformedException refused =
                catchThrowableOfType(
                        MalformedException.class,
                        () -> register(check(), "here:99999", PUBLIC, "here.example:7900"));
        assertThat(refused.code()).isEqualTo(ErrorCode.MESSAGE_MALFORMED);
    }
}
