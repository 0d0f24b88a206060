package org.resilientswarm.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.model.ResetCode;
import org.resilientswarm.core.session.SessionPair.Weather;
import org.resilientswarm.core.wire.Protocol;

/// Streams that are opened before anything can be sent.
class StreamOpeningTest {
    private static final byte[] MUCH = new byte[100_000];
    private static final byte[] LITTLE = new byte[10];

    private final SessionPair pair = new SessionPair(1);

    @BeforeEach
    void haveNoPath() {
        pair.losePath();
    }

    private void goOn() {
        pair.newPath(Weather.CLEAR);
        pair.pass(Duration.ofSeconds(30));
        assertThat(pair.right.violation).isNull();
    }

    private MemoryEnd open(String type, byte[] bytes) {
        MemoryEnd end = pair.left.open(type, new MemoryEnd(bytes));
        end.finish();
        return end;
    }

    private int arrived(MemoryEnd end) {
        return Objects.requireNonNull(pair.right.ends.get(end.id)).got.size();
    }

    @Test
    void aStreamWithLittleToSendDoesNotOvertakeTheOpeningOfOneWithMuch() {
        MemoryEnd much = open("much", MUCH);
        MemoryEnd little = open("little", LITTLE);
        goOn();
        assertThat(arrived(much)).isEqualTo(MUCH.length);
        assertThat(arrived(little)).isEqualTo(LITTLE.length);
    }

    @Test
    void moreStreamsThanAPacketHoldsAreOpenedAtOnce() {
        List<MemoryEnd> ends = new ArrayList<>();
        String longest = "x".repeat(Protocol.MAX_STREAM_TYPE_LENGTH);
        for (int i = 0; i < Protocol.MAX_STREAMS; i++) {
            ends.add(open(longest, i % 2 == 0 ? LITTLE : MUCH));
        }
        goOn();
        for (int i = 0; i < ends.size(); i++) {
            assertThat(arrived(ends.get(i))).isEqualTo((i % 2 == 0 ? LITTLE : MUCH).length);
        }
    }

    @Test
    void ofAStreamThatIsResetAtOnceTheFarSideHearsNothing() {
        MemoryEnd reset = pair.left.open("reset");
        pair.left.session.reset(reset.id, ResetCode.CANCELLED);
        MemoryEnd next = open("next", LITTLE);
        goOn();
        assertThat(pair.right.ends).containsOnlyKeys(next.id);
        assertThat(arrived(next)).isEqualTo(LITTLE.length);
        assertThat(reset.reset).isEqualTo(ResetCode.CANCELLED);
    }
}
