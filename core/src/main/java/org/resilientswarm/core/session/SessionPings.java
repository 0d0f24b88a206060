package org.resilientswarm.core.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.time.Clock;

/// The pings and answers that a session has to send, and what its own pings measure.
final class SessionPings {
    /// The tokens of the pings that the session itself sends; others' are below.
    static final long OWN_TOKENS = 1L << 32;

    /// And those from here on measure one path; others send them, too.
    static final long PATH_TOKENS = 1L << 40;

    private static final int MAX_ANSWERS = 64;
    private static final long MEASURE_INTERVAL = Duration.ofSeconds(1).toNanos();

    /// A ping or its answer, and the path that it goes over.
    record Question(long token, SessionPath over) {}

    private record Waiting(long token, @Nullable SessionPath over) {}

    private final Clock clock;
    private final RoundTrip roundTrip;
    private final Deque<Waiting> pings = new ArrayDeque<>();
    private final Deque<Waiting> answers = new ArrayDeque<>();
    private final Map<Long, Long> askedAt = new HashMap<>();
    private long ownPings;
    private long measuredAt;

    /// @param roundTrip is told what the session's own pings find
    SessionPings(Clock clock, RoundTrip roundTrip) {
        this.clock = clock;
        this.roundTrip = roundTrip;
        this.measuredAt = clock.nanos() - MEASURE_INTERVAL;
    }

    void ask(long token, @Nullable SessionPath over) {
        pings.add(new Waiting(token, over));
    }

    void answer(long token, @Nullable SessionPath over) {
        if (answers.size() < MAX_ANSWERS) {
            answers.add(new Waiting(token, over));
        }
    }

    /// The next ping to be sent over this path, or over its own, or null. Those that have no path
    /// are dropped.
    @Nullable Question nextPing(@Nullable SessionPath usual) {
        Question ping = next(pings, usual);
        if (ping != null && ping.token < PATH_TOKENS) {
            askedAt.put(ping.token, clock.nanos());
        }
        return ping;
    }

    /// The next answer, in the same way.
    @Nullable Question nextAnswer(@Nullable SessionPath usual) {
        return next(answers, usual);
    }

    private static @Nullable Question next(Deque<Waiting> waiting, @Nullable SessionPath usual) {
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            SessionPath over = next.over == null ? usual : next.over;
            if (over != null) {
                return new Question(next.token, over);
            }
        }
        return null;
    }

    /// The answer to a ping came.
    ///
    /// @return whether somebody else had asked
    boolean answered(long token) {
        Long at = askedAt.remove(token);
        if (at != null) {
            roundTrip.measured(clock.nanos() - at);
        }
        return token < OWN_TOKENS || token >= PATH_TOKENS;
    }

    /// Asks for the round-trip time when it is time; it must be known while there is traffic.
    ///
    /// @return whether there is something to send now
    boolean measure(long now) {
        boolean due = now - measuredAt >= MEASURE_INTERVAL;
        if (due) {
            measuredAt = now;
            askedAt.clear();
            ask(OWN_TOKENS + ++ownPings, null);
        }
        return due;
    }
}
