package org.resilientswarm.core.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.time.ManualTime;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.PacketHeader;

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

    private final RekeyLimits limits;

    /// The number of the newest path, and of the oldest whose packets still arrive.
    private int newest;

    private int oldest;

    SessionPair(long seed) {
        this(seed, RekeyLimits.PROTOCOL);
    }

    SessionPair(long seed, RekeyLimits limits) {
        this.limits = limits;
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
    void newPath(Weather weather) {
        losePath();
        switchPath(weather, left, right);
    }

    /// These sides send over another path from now on; what is on its way over the old one arrives
    /// late.
    void switchPath(Weather weather, Side... sides) {
        newest++;
        for (Side side : sides) {
            side.session.path(side.new Path(newest, weather));
        }
    }

    /// Both sides lose their path and have none.
    void losePath() {
        oldest = newest + 1;
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
                            new PacketCipher(keys, farIndex, time.nanos(), limits, 0),
                            time,
                            Session.scratch(),
                            this);
        }

        /// Opens a stream.
        MemoryEnd open(String type) {
            return open(type, new MemoryEnd());
        }

        /// Opens a stream for which bytes wait already.
        MemoryEnd open(String type, byte[] bytes) {
            return open(type, new MemoryEnd(bytes));
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
                session.receive(message, 0, message.length, null);
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

        /// Which of this side's keys a packet is the first of; the far side must hear of each.
        private int lastEpoch;

        private boolean beginsEpoch(byte[] message) {
            boolean begins = session.info().epoch() != lastEpoch;
            lastEpoch = session.info().epoch();
            return begins && PacketHeader.epoch(message, 0) == (lastEpoch & 0xff);
        }

        /// One path of this side's packets.
        final class Path implements SessionPath {
            private final int number;
            private final Weather weather;
            private long lastArrival;

            Path(int number, Weather weather) {
                this.number = number;
                this.weather = weather;
            }

            @Override
            public int headroom() {
                return 0;
            }

            /// A receiver follows from one key to the next, so one packet of each must arrive.
            /// Between two renewals are billions of packets, so one does; here are a few dozen.
            @Override
            public void send(byte[] message, boolean urgent) {
                if (recording) {
                    packets.add(message.clone());
                }
                if (beginsEpoch(message)) {
                    time.execute(() -> receiver().receive(message.clone()));
                    return;
                }
                if (random.nextDouble() < weather.loss()) {
                    return;
                }
                travel(message, urgent);
                if (random.nextDouble() < weather.duplicate()) {
                    travel(message, urgent);
                }
            }

            private Side receiver() {
                return Objects.requireNonNull(far);
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
                if (number >= oldest) {
                    receiver().receive(message.clone());
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
