package org.resilientswarm.core.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.time.ManualTime;
import org.resilientswarm.core.wire.ContentWriter;

/// Prints how much of the heap an idle session takes: its state, keys and windows, after it has
/// sent something. The link below it is measured apart, by `LinkBenchmark`.
///
/// Start it with `mvn -Pbench -pl core test-compile exec:exec
/// -Dbench.main=org.resilientswarm.core.session.SessionMemory`.
public final class SessionMemory {
    private static final int SESSIONS = 10_000;

    private SessionMemory() {}

    /// Makes the sessions and prints.
    public static void main(String[] arguments) {
        var random = new Random(1);
        var time = new ManualTime(Instant.EPOCH);
        ContentWriter scratch = Session.scratch();
        List<Session> sessions = new ArrayList<>(SESSIONS);
        session(random, time, scratch).flush();
        long before = heap();
        for (int i = 0; i < SESSIONS; i++) {
            Session session = session(random, time, scratch);
            session.ping(i);
            session.flush();
            sessions.add(session);
        }
        long bytes = (heap() - before) / SESSIONS;
        System.out.printf(
                "idle session: %,d bytes of heap (%,d of them)%n", bytes, sessions.size());
    }

    private static Session session(Random random, ManualTime time, ContentWriter scratch) {
        byte[] peer = new byte[PublicKey.LENGTH];
        byte[] there = new byte[32];
        byte[] back = new byte[32];
        random.nextBytes(peer);
        random.nextBytes(there);
        random.nextBytes(back);
        var cipher = new PacketCipher(new SessionKeys(there, back), 1, time.nanos());
        var session = new Session(new PublicKey(peer), true, cipher, time, scratch, new Deaf());
        session.path(new Nowhere());
        return session;
    }

    private static long heap() {
        var runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    private record Nowhere() implements SessionPath {
        @Override
        public int headroom() {
            return 0;
        }

        @Override
        public void send(byte[] message, boolean urgent) {
            // Nobody is there.
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

    private record Deaf() implements SessionListener {
        @Override
        public @Nullable StreamEnd accept(Session session, long id, String type) {
            return null;
        }

        @Override
        public void answered(Session session, long token) {
            // Nobody asked.
        }

        @Override
        public void closed(Session session, String reason) {
            // Nobody will.
        }

        @Override
        public void refused(ErrorCode code) {
            // Nothing comes.
        }

        @Override
        public void saw(Session session, boolean outbound, byte[] content, int length) {
            // Nobody looks.
        }
    }
}
