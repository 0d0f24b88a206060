package org.resilientswarm.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.ResetCode;

/// One random life of a session: streams in both directions, written at both ends in pieces of all
/// sizes, ended one direction at a time or reset, read at once or late, while paths come, lose,
/// repeat, delay and reorder packets, change under them, and go, and while keys are renewed. In the
/// end every stream must have exactly what was written; one that was reset, the beginning of it.
final class Deliveries {
    /// Lost packets are sent again one by one; a burst of them takes its time.
    private static final Duration TO_THE_END = Duration.ofSeconds(60);

    /// So many packets that no burst is longer than the life of two keys: packets of the key before
    /// the last are lost.
    private static final int FEWEST_PACKETS_OF_A_KEY = 40;

    /// One direction of a stream.
    private static final class Direction {
        final ByteArrayOutputStream written = new ByteArrayOutputStream();
        boolean finished;
    }

    private static final class Talk {
        final SessionPair.Side opener;
        final SessionPair.Side taker;
        final MemoryEnd near;
        final Direction there = new Direction();
        final Direction back = new Direction();
        boolean reset;

        Talk(SessionPair.Side opener, SessionPair.Side taker, MemoryEnd near) {
            this.opener = opener;
            this.taker = taker;
            this.near = near;
        }

        /// The other end, or null while nobody has heard of the stream there.
        @Nullable MemoryEnd far() {
            return taker.ends.get(near.id);
        }
    }

    private final Random random;
    private final SessionPair pair;
    private final List<Talk> talks = new ArrayList<>();

    private Deliveries(long seed) {
        random = new Random(seed);
        RekeyLimits limits =
                random.nextBoolean()
                        ? RekeyLimits.PROTOCOL
                        : new RekeyLimits(
                                FEWEST_PACKETS_OF_A_KEY + random.nextInt(100), Long.MAX_VALUE);
        pair = new SessionPair(seed, limits);
    }

    static void check(long seed) {
        new Deliveries(seed).run();
    }

    private void run() {
        int steps = 5 + random.nextInt(60);
        for (int i = 0; i < steps; i++) {
            step();
            pair.pass(Duration.ofMillis(random.nextInt(200)));
        }
        // One more path that works, so that everything can end.
        pair.newPath(SessionPair.Weather.CLEAR);
        readAll();
        pair.pass(TO_THE_END);
        for (Talk talk : talks) {
            finish(talk.near, talk.there);
            finish(talk.far(), talk.back);
        }
        pair.pass(TO_THE_END);
        assertThat(pair.left.violation).isNull();
        assertThat(pair.right.violation).isNull();
        talks.forEach(Deliveries::verify);
        assertThat(pair.left.session.info().streams()).isEmpty();
        assertThat(pair.right.session.info().streams()).isEmpty();
        assertThat(pair.left.refused).containsOnlyKeys(harmless(pair.left));
        assertThat(pair.right.refused).containsOnlyKeys(harmless(pair.right));
    }

    /// Packets that came twice, and those of a key that is long forgotten.
    private static ErrorCode[] harmless(SessionPair.Side side) {
        return side.refused.keySet().stream()
                .filter(
                        code ->
                                code == ErrorCode.PACKET_REPLAYED
                                        || code == ErrorCode.PACKET_FORGED)
                .toArray(ErrorCode[]::new);
    }

    private void step() {
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> open();
            case 3, 4, 5, 6, 7 -> {
                Talk talk = any();
                if (talk != null) {
                    write(talk);
                }
            }
            case 8 -> pair.newPath(weather());
            case 9 -> pair.losePath();
            case 10 -> pair.switchPath(weather(), pair.left, pair.right);
            case 11 -> pair.switchPath(weather(), random.nextBoolean() ? pair.left : pair.right);
            case 12 -> {
                Talk talk = any();
                if (talk != null) {
                    talk.near.reading = random.nextBoolean();
                }
            }
            case 13 -> reset();
            default -> finishOne();
        }
    }

    private @Nullable Talk any() {
        return talks.isEmpty() ? null : talks.get(random.nextInt(talks.size()));
    }

    private SessionPair.Weather weather() {
        return new SessionPair.Weather(
                Duration.ofMillis(1 + random.nextInt(300)),
                random.nextBoolean(),
                random.nextInt(3) * 0.2,
                random.nextInt(3) * 0.1);
    }

    /// Some streams have bytes before the session hears of them, and some end up reset at once.
    private void open() {
        boolean leftOpens = random.nextBoolean();
        SessionPair.Side opener = leftOpens ? pair.left : pair.right;
        for (int i = random.nextInt(3); i >= 0; i--) {
            byte[] first = random.nextBoolean() ? new byte[0] : bytes();
            var talk =
                    new Talk(
                            opener,
                            leftOpens ? pair.right : pair.left,
                            opener.open("t" + talks.size(), first));
            talk.there.written.writeBytes(first);
            talks.add(talk);
        }
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(random.nextBoolean() ? 100 : 100_000)];
        random.nextBytes(bytes);
        return bytes;
    }

    private void write(Talk talk) {
        boolean near = random.nextBoolean();
        MemoryEnd end = near ? talk.near : talk.far();
        Direction direction = near ? talk.there : talk.back;
        if (end != null && !direction.finished && !talk.reset) {
            byte[] bytes = bytes();
            direction.written.writeBytes(bytes);
            end.write(bytes);
        }
    }

    private void finishOne() {
        Talk talk = any();
        if (talk == null) {
            return;
        }
        if (random.nextBoolean()) {
            finish(talk.near, talk.there);
        } else {
            finish(talk.far(), talk.back);
        }
    }

    private static void finish(@Nullable MemoryEnd end, Direction direction) {
        if (end != null && !direction.finished) {
            direction.finished = true;
            end.finish();
        }
    }

    private void reset() {
        Talk talk = any();
        if (talk == null || talk.near.closed) {
            return;
        }
        talk.reset = true;
        SessionPair.Side side = random.nextBoolean() ? talk.opener : talk.taker;
        side.session.reset(talk.near.id, ResetCode.CANCELLED);
        side.session.flush();
    }

    private void readAll() {
        for (Talk talk : talks) {
            talk.near.reading = true;
            talk.near.report();
        }
    }

    private static void verify(Talk talk) {
        MemoryEnd far = talk.far();
        if (talk.reset && (far == null || far.reset != null || talk.near.reset != null)) {
            verifyReset(talk, far);
            return;
        }
        if (far == null) {
            throw new AssertionError("the far side never heard of the stream " + talk.near.id);
        }
        verifyDone(talk.near, talk.back);
        verifyDone(far, talk.there);
    }

    private static void verifyDone(MemoryEnd end, Direction toIt) {
        assertThat(Arrays.mismatch(end.got.toByteArray(), toIt.written.toByteArray()))
                .as("the first byte that is wrong")
                .isEqualTo(-1);
        assertThat(end.finished).isTrue();
        assertThat(end.closed).isTrue();
        assertThat(end.reset).isNull();
    }

    /// Each end has the beginning of what was written, and has ended for good.
    private static void verifyReset(Talk talk, @Nullable MemoryEnd far) {
        assertThat(talk.near.reset != null || talk.near.closed).isTrue();
        assertBegins(talk.back, talk.near);
        if (far != null) {
            assertBegins(talk.there, far);
            assertThat(far.reset != null || far.closed).isTrue();
        }
    }

    private static void assertBegins(Direction direction, MemoryEnd end) {
        byte[] got = end.got.toByteArray();
        byte[] written = direction.written.toByteArray();
        int differ = Arrays.mismatch(written, got);
        assertThat(differ < 0 || differ == got.length)
                .as("%d bytes arrived, of which %d are right", got.length, differ)
                .isTrue();
    }
}
