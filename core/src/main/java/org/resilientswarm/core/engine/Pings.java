package org.resilientswarm.core.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.resilientswarm.core.api.PingResult;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.session.Session;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.time.Timers;

/// The pings that the application waits for. Owned by the `swarm-loop` thread.
final class Pings {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final long TOKENS = 1L << 32;

    private final Sessions sessions;
    private final Clock clock;
    private final Timers timers;
    private final Map<PublicKey, PingSeries> waiting = new HashMap<>();
    private long lastToken;

    Pings(Sessions sessions, Clock clock, Timers timers) {
        this.sessions = sessions;
        this.clock = clock;
        this.timers = timers;
    }

    /// Pings a peer, one ping after the other.
    void begin(PublicKey key, int count, CompletableFuture<PingResult> result) {
        boolean known = sessions.has(key);
        if (!known || waiting.containsKey(key)) {
            result.completeExceptionally(
                    known
                            ? new SwarmException(
                                    ErrorCode.LIMIT_REACHED,
                                    "this peer is being pinged already; wait for the result")
                            : new SwarmException(
                                    ErrorCode.PEER_NOT_CONNECTED,
                                    "there is no session with this peer; call it first"));
            return;
        }
        var series = new PingSeries(key, count, result);
        waiting.put(key, series);
        next(series);
    }

    private void next(PingSeries series) {
        Session session = sessions.session(series.peer);
        if (session == null) {
            waiting.remove(series.peer);
            series.result.completeExceptionally(
                    new SwarmException(
                            ErrorCode.SESSION_LOST, "the session ended while it was pinged"));
            return;
        }
        if (!series.next()) {
            waiting.remove(series.peer);
            return;
        }
        long token = ++lastToken % TOKENS;
        series.token = token;
        series.sentAt = clock.nanos();
        series.timeout =
                timers.after(
                        TIMEOUT,
                        () -> {
                            if (series.token == token) {
                                series.lost();
                                next(series);
                            }
                        });
        session.ping(token);
        session.flush();
    }

    /// An answer came.
    void answered(PublicKey peer, long token) {
        PingSeries series = waiting.get(peer);
        if (series != null && series.token == token) {
            series.answered(clock.nanos() - series.sentAt);
            // Not from within the session, which is still reading.
            timers.execute(() -> next(series));
        }
    }

    /// Tells everybody who waits that there will be no answer.
    void stop() {
        var closed = new SwarmException(ErrorCode.SWARM_CLOSED, "the swarm was closed");
        waiting.values().forEach(series -> series.result.completeExceptionally(closed));
        waiting.clear();
    }
}
