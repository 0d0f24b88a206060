package org.resilientswarm.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class RegistrationLimitTest {
    private final RegistrationLimit limit = new RegistrationLimit(20);

    private boolean register(String address) {
        return limit.tryRegister(InetAddress.ofLiteral(address));
    }

    @Test
    void anAddressRegistersTwentyTimesAMinute() {
        for (int i = 0; i < 20; i++) {
            assertThat(register("192.0.2.1")).isTrue();
        }
        assertThat(register("192.0.2.1")).isFalse();
        assertThat(register("192.0.2.2")).isTrue();
    }

    @Test
    void addressesOfOneIpv6SubscriberCountTogether() {
        for (int i = 0; i < 20; i++) {
            assertThat(register("2001:db8:1:2::" + (i + 1))).isTrue();
        }
        assertThat(register("2001:db8:1:2:ffff::1")).isFalse();
        assertThat(register("2001:db8:1:3::1")).isTrue();
    }

    @Test
    void loopbackIsNotLimited() {
        for (int i = 0; i < 100; i++) {
            assertThat(register("127.0.0.1")).isTrue();
            assertThat(register("::1")).isTrue();
        }
    }
}
