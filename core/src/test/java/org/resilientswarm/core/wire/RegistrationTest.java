package org.resilientswarm.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resilientswarm.core.identity.Identity;

class RegistrationTest {
    private static final Identity ANNA = Identity.ofSeed(new byte[32]);

    @Test
    void aProofIsForOneNonceAndOneAuthorityOnly() {
        byte[] nonce = new byte[32];
        byte[] otherNonce = new byte[32];
        otherNonce[31] = 1;
        byte[] signature = Registration.sign(ANNA, nonce, "a.example:1");

        assertThat(Registration.verify(ANNA.publicKey(), nonce, "a.example:1", signature)).isTrue();
        assertThat(Registration.verify(ANNA.publicKey(), otherNonce, "a.example:1", signature))
                .isFalse();
        assertThat(Registration.verify(ANNA.publicKey(), nonce, "b.example:1", signature))
                .isFalse();
        assertThat(Registration.verify(ANNA.publicKey(), nonce, "a.example:11", signature))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "ws://Exchange.Example:7900, exchange.example:7900",
        "ws://exchange.example, exchange.example:80",
        "wss://exchange.example, exchange.example:443",
        "wss://exchange.example/v1/signal, exchange.example:443",
        "ws://[2001:DB8::1]:7900, [2001:db8::1]:7900",
        "ws://127.0.0.1:1, 127.0.0.1:1"
    })
    void theAuthorityIsHostAndPortInLowerCase(URI url, String authority) {
        assertThat(Registration.authority(url)).isEqualTo(authority);
    }

    @Test
    void aUrlWithoutHostHasNoAuthority() {
        assertThatThrownBy(() -> Registration.authority(URI.create("ws:///v1/signal")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no host");
    }
}
