package org.resilientswarm.core.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resilientswarm.core.path.PathChooser.Cause;

class PathChooserTest {
    private static final class Way implements PathChooser.Way {
        private final boolean direct;
        private double cost;
        private boolean alive = true;

        Way(boolean direct, double cost) {
            this.direct = direct;
            this.cost = cost;
        }

        @Override
        public double cost() {
            return cost;
        }

        @Override
        public boolean direct() {
            return direct;
        }

        @Override
        public boolean alive() {
            return alive;
        }
    }

    private final PathChooser<Way> chooser = new PathChooser<>();
    private final Way direct = new Way(true, 30);
    private final Way relay = new Way(false, 50);

    @Test
    void theFirstWayIsUsedAtOnce() {
        var choice = chooser.changed(List.of(relay));
        assertThat(choice).isEqualTo(new PathChooser.Choice<>(relay, Cause.FIRST));
        assertThat(chooser.used()).isSameAs(relay);
        assertThat(chooser.changed(List.of(relay, direct))).isNull();
    }

    /// The direct way costs so much, a relay so much: after how many samples is it left, 0 for
    /// never.
    @ParameterizedTest
    @CsvSource({
        "30, 20, 0", // 10 ms better, but cost no more than two thirds: 20 <= 20
        "30, 21, 0",
        "24, 15, 0",
        "100, 66, 3",
        "100, 67, 0",
        "400, 100, 3",
        "12, 1, 3",
        "9, 1, 0"
    })
    void aDirectWayIsLeftForOneThatIsClearlyBetter(double one, double other, int samples) {
        direct.cost = one;
        relay.cost = other;
        List<Way> ways = List.of(direct, relay);
        chooser.changed(List.of(direct));
        boolean clearly = other <= one - 10 && other <= one * 2 / 3;
        assertThat(PathChooser.clearlyBetter(other, one)).isEqualTo(clearly);
        int taken = 0;
        for (int sample = 1; sample <= 10 && taken == 0; sample++) {
            taken = chooser.sample(ways) == null ? 0 : sample;
        }
        assertThat(taken).isEqualTo(clearly ? 3 : 0);
        assertThat(samples == 0 || taken == samples).isTrue();
    }

    @Test
    void theSamplesMustBeInARow() {
        List<Way> ways = List.of(direct, relay);
        direct.cost = 400;
        chooser.changed(List.of(direct));
        for (int round = 0; round < 5; round++) {
            relay.cost = 100;
            assertThat(chooser.sample(ways)).isNull();
            assertThat(chooser.sample(ways)).isNull();
            assertThat(chooser.samplesAhead(relay)).isEqualTo(2);
            relay.cost = 390;
            assertThat(chooser.sample(ways)).isNull();
            assertThat(chooser.samplesAhead(relay)).isZero();
        }
        assertThat(chooser.used()).isSameAs(direct);
    }

    @Test
    void aRelayIsLeftForADirectWayThatIsNoWorse() {
        relay.cost = 50;
        direct.cost = 50;
        chooser.changed(List.of(relay));
        List<Way> ways = List.of(relay, direct);
        assertThat(chooser.sample(ways)).isNull();
        assertThat(chooser.sample(ways)).isNull();
        assertThat(chooser.sample(ways)).isEqualTo(new PathChooser.Choice<>(direct, Cause.BETTER));
        for (int i = 0; i < 100; i++) {
            relay.cost = 34 + i % 16;
            assertThat(chooser.sample(ways)).isNull();
        }
    }

    @Test
    void aWayThatIsLostIsLeftAtOnceAndNotForADeadOne() {
        Way spare = new Way(false, 90);
        chooser.changed(List.of(direct));
        spare.alive = false;
        direct.alive = false;
        assertThat(chooser.changed(List.of(direct, spare))).isNull();
        assertThat(chooser.used()).isSameAs(direct);
        assertThat(chooser.sample(List.of(direct, spare, relay)))
                .isEqualTo(new PathChooser.Choice<>(relay, Cause.LOST));
        assertThat(chooser.changed(List.of(spare)))
                .isEqualTo(new PathChooser.Choice<>(spare, Cause.LOST));
        assertThat(chooser.changed(List.of())).isNull();
        assertThat(chooser.used()).isNull();
    }

    @Test
    void whatIsNotMeasuredIsNoReasonToChange() {
        direct.cost = 1000;
        relay.cost = Double.POSITIVE_INFINITY;
        chooser.changed(List.of(direct));
        for (int i = 0; i < 5; i++) {
            assertThat(chooser.sample(List.of(direct, relay))).isNull();
        }
        relay.cost = 10;
        direct.cost = Double.POSITIVE_INFINITY;
        chooser.sample(List.of(direct, relay));
        chooser.sample(List.of(direct, relay));
        assertThat(chooser.sample(List.of(direct, relay))).isNotNull();
    }
}
