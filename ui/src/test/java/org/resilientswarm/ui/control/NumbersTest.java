package org.resilientswarm.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NumbersTest {
    private final Locale before = Locale.getDefault();

    @BeforeEach
    void english() {
        Locale.setDefault(Locale.ENGLISH);
    }

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @Test
    void latencies_have_as_many_digits_as_they_are_worth() {
        assertThat(Numbers.latency(null)).isEqualTo("–");
        assertThat(Numbers.latency(Duration.ofNanos(999_999))).isEqualTo("<1 ms");
        assertThat(Numbers.latency(Duration.ofMillis(1))).isEqualTo("1.0 ms");
        assertThat(Numbers.latency(Duration.ofNanos(12_340_000))).isEqualTo("12.3 ms");
        assertThat(Numbers.latency(Duration.ofMillis(184))).isEqualTo("184 ms");
        assertThat(Numbers.latency(Duration.ofMillis(1400))).isEqualTo("1.4 s");
    }

    @Test
    void rates_are_decimal_and_volumes_binary() {
        assertThat(Numbers.rate(-1)).isEqualTo("–");
        assertThat(Numbers.rate(0)).isEqualTo("0 b/s");
        assertThat(Numbers.rate(999)).isEqualTo("999 b/s");
        assertThat(Numbers.rate(1_200_000)).isEqualTo("1.2 Mb/s");
        assertThat(Numbers.volume(1023)).isEqualTo("1,023 B");
        assertThat(Numbers.volume(1024)).isEqualTo("1.0 KiB");
        assertThat(Numbers.volume(3_565_158)).isEqualTo("3.4 MiB");
    }

    @Test
    void ages_grow_in_their_units() {
        Instant now = Instant.parse("2026-11-01T12:00:00Z");
        assertThat(Numbers.age(null, now)).isEqualTo("–");
        assertThat(Numbers.age(now.plusSeconds(5), now)).isEqualTo("0 s");
        assertThat(Numbers.age(now.minusSeconds(59), now)).isEqualTo("59 s");
        assertThat(Numbers.age(now.minusSeconds(60), now)).isEqualTo("1 min");
        assertThat(Numbers.age(now.minusSeconds(7200), now)).isEqualTo("2 h");
        assertThat(Numbers.age(now.minusSeconds(3 * 86_400), now)).isEqualTo("3 d");
    }
}
