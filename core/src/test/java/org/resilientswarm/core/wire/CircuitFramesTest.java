package org.resilientswarm.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.resilientswarm.core.wire.GoldenMessages.ANNA;
import static org.resilientswarm.core.wire.GoldenMessages.BEN;

import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.HopFrame.CircuitAccept;
import org.resilientswarm.core.wire.HopFrame.CircuitClose;
import org.resilientswarm.core.wire.HopFrame.CircuitCredit;
import org.resilientswarm.core.wire.HopFrame.CircuitOpen;
import org.resilientswarm.core.wire.HopFrame.CircuitRefuse;

class CircuitFramesTest {
    private static final long LAST = 0xffff_ffffL;

    @Test
    void aCircuitHasANumberOfFourBytesThatIsNotZero() throws Exception {
        assertSurvives(new CircuitAccept(1));
        assertSurvives(new CircuitAccept(LAST));
        for (long circuit : new long[] {-1, 0, LAST + 1}) {
            assertMalformed(new CircuitOpen(circuit, ANNA.publicKey(), Collections.emptyList()));
            assertMalformed(new CircuitAccept(circuit));
            assertMalformed(new CircuitRefuse(circuit, CircuitCode.FULL));
            assertMalformed(new CircuitCredit(circuit, 1));
            assertMalformed(new CircuitClose(circuit, CircuitCode.DONE, 0, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Protocol.MAX_RELAYS})
    void aRouteMayBeEmptyAndAsLongAsTheLimit(int length) throws Exception {
        assertSurvives(open(length));
    }

    @Test
    void aRouteBeyondTheLimitIsRefused() {
        assertMalformed(open(Protocol.MAX_RELAYS + 1));
    }

    @Test
    void countsAreNeverNegative() throws Exception {
        assertSurvives(new CircuitCredit(1, Long.MAX_VALUE));
        assertSurvives(new CircuitClose(1, CircuitCode.DONE, Long.MAX_VALUE, Long.MAX_VALUE));
        assertMalformed(new CircuitCredit(1, -1));
        assertMalformed(new CircuitClose(1, CircuitCode.DONE, -1, 0));
        assertMalformed(new CircuitClose(1, CircuitCode.DONE, 0, -1));
    }

    @ParameterizedTest
    @EnumSource(CircuitCode.class)
    void everyReasonKeepsItsNumber(CircuitCode code) throws Exception {
        assertThat(CircuitCode.of(code.number())).isEqualTo(code);
        assertSurvives(new CircuitRefuse(1, code));
        assertSurvives(new CircuitClose(1, code, 2, 3));
    }

    @Test
    void aReasonOfALaterVersionIsUnknown() {
        long highest =
                Arrays.stream(CircuitCode.values()).mapToInt(CircuitCode::number).max().orElse(0);
        assertThat(CircuitCode.of(highest)).isNotEqualTo(CircuitCode.UNKNOWN);
        assertThat(CircuitCode.of(highest + 1)).isEqualTo(CircuitCode.UNKNOWN);
        assertThat(CircuitCode.of(65_535)).isEqualTo(CircuitCode.UNKNOWN);
    }

    private static HopFrame open(int length) {
        return new CircuitOpen(1, ANNA.publicKey(), Collections.nCopies(length, BEN.publicKey()));
    }

    private static void assertSurvives(HopFrame frame) throws MalformedException {
        assertThat(HopCodec.decode(HopCodec.encode(frame))).containsExactly(frame);
    }

    private static void assertMalformed(HopFrame frame) {
        assertThatThrownBy(() -> HopCodec.decode(HopCodec.encode(frame)))
                .isInstanceOfSatisfying(
                        MalformedException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.MESSAGE_MALFORMED));
    }
}
