package org.resilientswarm.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// One random life of a session: streams in both directions, written in pieces of all sizes, while
/// paths come, lose, repeat, delay and reorder packets, and go. In the end every stream must have
/// exactly what was written.
final class Deliveries {
    private static final class Written {
        final MemoryEnd end;
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final SessionPair.Side from;
        byte[] answer = new byte[0];
        boolean finished;

        Written(SessionPair.Side from, MemoryEnd end) {
            this.from = from;
            this.end = end;
        }
    }

    private final Random random;
    private final SessionPair pair;
    private final List<Written> all = new ArrayList<>();

    private Deliveries(long seed) {
        random = new Random(seed);
        pair = new SessionPair(seed);
    }

    static void check(long seed) {
        new Deliveries(seed).run();
    }

    private void run() {
        int steps = 5 + random.nextInt(40);
        for (int i = 0; i < steps; i++) {
            step();
        }
        // One more path that works, so that everything can end.
        pair.newPath(SessionPair.Weather.CLEAR);
        for (Written written : all) {
            finish(written);
        }
        pair.pass(Duration.ofSeconds(15));
        all.forEach(this::answer);
        pair.pass(Duration.ofSeconds(15));
        for (Written written : all) {
            verify(written);
        }
        assertThat(pair.left.violation).isNull();
        assertThat(pair.right.violation).isNull();
        assertThat(pair.left.session.info().streams()).isEmpty();
        assertThat(pair.right.session.info().streams()).isEmpty();
    }

    private void step() {
        switch (random.nextInt(8)) {
            case 0, 1 -> open();
            case 2, 3, 4 -> write();
            case 5 -> pair.newPath(weather());
            case 6 -> pair.losePath();
            default -> {
                if (!all.isEmpty()) {
                    finish(all.get(random.nextInt(all.size())));
                }
            }
        }
        pair.pass(Duration.ofMillis(random.nextInt(200)));
    }

    private SessionPair.Weather weather() {
        return new SessionPair.Weather(
                Duration.ofMillis(1 + random.nextInt(300)),
                random.nextBoolean(),
                random.nextInt(3) * 0.2,
                random.nextInt(3) * 0.1);
    }

    private void open() {
        SessionPair.Side from = random.nextBoolean() ? pair.left : pair.right;
        all.add(new Written(from, from.open("t" + all.size())));
    }

    private void write() {
        if (all.isEmpty()) {
            return;
        }
        Written written = all.get(random.nextInt(all.size()));
        if (written.finished) {
            return;
        }
        byte[] bytes = new byte[random.nextInt(random.nextBoolean() ? 100 : 100_000)];
        random.nextBytes(bytes);
        written.bytes.writeBytes(bytes);
        written.end.write(bytes);
    }

    private void finish(Written written) {
        if (!written.finished) {
            written.finished = true;
            written.end.finish();
        }
    }

    private MemoryEnd far(Written written) {
        SessionPair.Side to = written.from == pair.left ? pair.right : pair.left;
        MemoryEnd far = to.ends.get(written.end.id);
        if (far == null) {
            throw new AssertionError("the far side never heard of the stream " + written.end.id);
        }
        return far;
    }

    private void answer(Written written) {
        byte[] bytes = new byte[random.nextInt(1000)];
        random.nextBytes(bytes);
        written.answer = bytes;
        MemoryEnd far = far(written);
        far.write(bytes);
        far.finish();
    }

    private void verify(Written written) {
        MemoryEnd far = far(written);
        assertThat(written.end.got.toByteArray()).isEqualTo(written.answer);
        assertThat(far.got.toByteArray()).isEqualTo(written.bytes.toByteArray());
        assertThat(far.finished).isTrue();
        assertThat(far.closed).isTrue();
        assertThat(written.end.closed).isTrue();
    }
}
