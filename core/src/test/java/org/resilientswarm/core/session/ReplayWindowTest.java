package org.resilientswarm.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayWindowTest {
    private final ReplayWindow window = new ReplayWindow(128);

    @Test
    void whatHasNotComeIsNew() {
        assertThat(isNew(0)).isTrue();
        assertThat(isNew(Long.MAX_VALUE)).isTrue();
    }

    @Test
    void whatHasComeIsNotNew() {
        window.record(0);
        assertThat(isNew(0)).isFalse();
        assertThat(isNew(1)).isTrue();
    }

    @Test
    void askingChangesNothing() {
        assertThat(isNew(1000)).isTrue();
        assertThat(isNew(0)).isTrue();
        assertThat(isNew(1000)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {127, 128, 190, 191, 192, 4_294_967_295L, 4_294_967_296L})
    void theWindowIsAsLongAsItShallBeAndNoLonger(long highest) {
        window.record(highest);
        assertThat(window.isTooOld(highest - 127)).isFalse();
        assertThat(isNew(highest - 127)).isTrue();
        assertThat(window.isTooOld(highest - 128)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 63, 64, 65, 127, 128, 129, 191, 192, 193, 1000, 1L << 32, 1L << 62})
    void aJumpForgetsNothingWithinTheWindowAndLeavesNothingBehind(long jump) {
        for (long counter = 0; counter < 300; counter++) {
            window.record(counter);
        }
        window.record(299 + jump);
        for (long counter = 299 + jump - 127; counter < 299 + jump; counter++) {
            if (counter >= 0) {
                assertThat(isNew(counter)).as("%d", counter).isEqualTo(counter > 299);
            }
        }
    }

    @Test
    void theLastCounterOfAllIsTold() {
        window.record(Long.MAX_VALUE);
        assertThat(isNew(Long.MAX_VALUE)).isFalse();
        assertThat(isNew(Long.MAX_VALUE - 1)).isTrue();
        assertThat(isNew(0)).isFalse();
    }

    @Property(tries = 500)
    void aWindowOfAnySizeKnowsWhatASetWouldKnow(
            @ForAll @IntRange(min = 1, max = 200) int size,
            @ForAll @Size(max = 300) List<@IntRange(max = 1000) Integer> counters) {
        var tested = new ReplayWindow(size);
        var come = new HashSet<Long>();
        long highest = -1;
        for (long counter : counters) {
            boolean tooOld = highest - counter >= size;
            assertThat(tested.isTooOld(counter)).isEqualTo(tooOld);
            if (!tooOld) {
                assertThat(tested.hasCome(counter)).isEqualTo(!come.add(counter));
                tested.record(counter);
            }
            highest = Math.max(highest, counter);
        }
    }

    private boolean isNew(long counter) {
        return !window.isTooOld(counter) && !window.hasCome(counter);
    }
}
