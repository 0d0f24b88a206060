package org.resilientswarm.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.model.RelayPolicy;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class NodeCommandTest {
    private static RelayPolicy relay(String... options) {
        var command = new NodeCommand();
        new CommandLine(command).parseArgs(options);
        return command.relay();
    }

    @Test
    void aNodeRelaysWithTheUsualLimits() {
        assertThat(relay()).isEqualTo(RelayPolicy.DEFAULT);
        assertThat(relay().willing()).isTrue();
    }

    @Test
    void aNodeRelaysForNobodyWhenItIsToldSo() {
        assertThat(relay("--no-relay")).isEqualTo(RelayPolicy.DEFAULT.withWilling(false));
        assertThat(relay("--no-relay", "--relay-limit", "5").willing()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1, 1000000", "20, 20000000", "999999, 999999000000", "off, 0"})
    void theLimitIsForAllCircuitsAndForEach(String limit, long bits) {
        assertThat(relay("--relay-limit", limit))
                .isEqualTo(RelayPolicy.DEFAULT.withBits(bits, bits));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "1000000", "on", ""})
    void otherLimitsAreRefused(String limit) {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> relay("--relay-limit", limit))
                .withMessageContaining("relay limit");
    }
}
