package org.resilientswarm.core.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.time.ManualTime;
import org.resilientswarm.core.wire.MalformedException;

/// Two sessions that talk with each other in virtual time, over paths that may do anything to their
/// packets but change them.
final class SessionPair {
    /// What a path does to packets.
    ///
    /// @param delay the longest time a packet takes; the shortest is a tenth of it
    /// @param reorder whether packets may overtake each other
    /// @param duplicate the share of packets that arrive twice, 0 to 1
    /// @param loss the share of packets that do not arrive, 0 to 1
    record Weather(Duration delay, boolean reorder, double duplicate, double loss) {
        static final Weather CLEAR = new Weather(Duration.ofMillis(10), false, 0, 0);
    }

    final ManualTime time = new ManualTime(Instant.EPOCH);
    final Random random;
    final Side left;
    final Side right;

    /// Packets of earlier paths are lost.
    private int generation;

    private Weather weather = Weather.CLEAR;
    private long lastArrival;

    SessionPair(long seed) {
        random = new Random(seed);
        byte[] there = key();
        byte[] back = key();
        left = new Side(true, new SessionKeys(there, back), 1, 2);
        right = new Side(false, new SessionKeys(back.clone(), there.clone()), 2, 1);
        left.far = right;
        right.far = left;
        newPath(Weather.CLEAR);
    }

    private byte[] key() {
        byte[] key = new byte[32];
        random.nextBytes(key);
        return key;
    }

    /// Both sides lose their path, with everything on it, and get another one.
    void newPath(Weather newWeather) {
        losePath();
        weather = newWeather;
        left.session.path(left.new Path(generation));
        right.session.path(right.new Path(generation));
    }

    /// Both sides lose their path and have none.
    void losePath() {
        generation++;
        left.session.path(null);
        right.session.path(null);
    }

    /// Lets the time go on.
    void pass(Duration duration) {
        long end = time.nanos() + duration.toNanos();
        while (time.nanos() < end) {
            long next = Math.min(left.session.nextDeadline(), right.session.nextDeadline());
            long until = Math.clamp(next, time.nanos() + 1, end);
            time.pass(Duration.ofNanos(until - time.nanos()));
            left.tick();
            right.tick();
        }
    }

    /// One side, with what it was told.
    final class Side implements SessionListener {
        final Session session;
        final Map<Long, MemoryEnd> ends = new HashMap<>();
        final Map<ErrorCode, Integer> refused = new EnumMap<>(ErrorCode.class);
        final List<Long> answers = new ArrayList<>();
        final List<byte[]> packets = new ArrayList<>();
        Function<String, @Nullable MemoryEnd> taker = type -> new MemoryEnd();
        @Nullable String farewell;
        @Nullable MalformedException violation;
        @Nullable Side far;

        /// Keeps what is sent, for those who want to send it again.
        boolean recording;

        Side(boolean caller, SessionKeys keys, int seed, int farIndex) {
            byte[] name = new byte[32];
            name[0] = (byte) seed;
            session =
                    new Session(
                            new PublicKey(name),
                            caller,
                            new PacketCipher(keys, farIndex, time.nanos()),
                            time,
                            Session.scratch(),
                            this);
        }

        /// Opens a stream.
        MemoryEnd open(String type) {
            return open(type, new MemoryEnd());
        }

        /// Opens a stream.
        MemoryEnd open(String type, MemoryEnd end) {
            end.bind(session, session.open(type, end));
            ends.put(end.id, end);
            session.flush();
            return end;
        }

        void tick() {
            if (session.nextDeadline() <= time.nanos()) {
                session.tick();
            }
        }

        /// A packet comes in; a violation is kept.
        void receive(byte[] message) {
            try {
                session.receive(message, 0, message.length);
            } catch (MalformedException e) {
                violation = e;
            }
            ends.values().forEach(MemoryEnd::report);
            session.flush();
        }

        @Override
        public @Nullable StreamEnd accept(Session from, long id, String type) {
            MemoryEnd end = taker.apply(type);
            if (end != null) {
                end.bind(from, id);
                ends.put(id, end);
            }
            return end;
        }

        @Override
        public void answered(Session from, long token) {
            answers.add(token);
        }

        @Override
        public void closed(Session from, String reason) {
            farewell = reason;
        }

        @Override
        public void refused(ErrorCode code) {
            refused.merge(code, 1, Integer::sum);
        }

        @Override
        public void saw(Session from, boolean outbound, byte[] content, int length) {}

        /// One path of this side's packets.
        final class Path implements SessionPath {
            private final int born;

            Path(int born) {
                this.born = born;
            }

            @Override
            public int headroom() {
                return 0;
            }

            @Override
            public void send(byte[] message, boolean urgent) {
                if (recording) {
                    packets.add(message.clone());
                }
                if (random.nextDouble() < weather.loss()) {
                    return;
                }
                travel(message, urgent);
                if (random.nextDouble() < weather.duplicate()) {
                    travel(message, urgent);
                }
            }

            private void travel(byte[] message, boolean urgent) {
                long longest = weather.delay().toNanos();
                long at = time.nanos() + longest / 10 + random.nextLong(longest);
                if (!weather.reorder() && !urgent) {
                    at = Math.max(at, lastArrival);
                    lastArrival = at;
                }
                time.after(Duration.ofNanos(at - time.nanos()), () -> arrive(message));
            }

            private void arrive(byte[] message) {
                if (born == generation && far != null) {
                    far.receive(message.clone());
                }
            }

            @Override
            public long bufferedBytes() {
                return 0;
            }

            @Override
            public boolean congested() {
                return false;
            }
        }
    }
}
