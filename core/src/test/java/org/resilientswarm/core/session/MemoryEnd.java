package org.resilientswarm.core.session;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ResetCode;

/// An end of a stream that sends what it is given and keeps what it gets.
final class MemoryEnd implements StreamEnd {
    long id;
    final ByteArrayOutputStream got = new ByteArrayOutputStream();
    boolean finished;
    boolean closed;
    @Nullable ResetCode reset;
    boolean resetHere;

    /// Whether it reads at once.
    boolean reading = true;

    private @Nullable Session session;
    private byte[] outgoing;
    private int at;
    private boolean finishing;
    private int unreported;

    MemoryEnd() {
        this(new byte[0]);
    }

    /// @param bytes wait to be sent from the first moment
    MemoryEnd(byte[] bytes) {
        outgoing = bytes;
    }

    void bind(Session of, long number) {
        session = of;
        id = number;
    }

    private Session session() {
        if (session == null) {
            throw new IllegalStateException("not bound");
        }
        return session;
    }

    /// Adds bytes to those that wait.
    void write(byte[] bytes) {
        byte[] more = new byte[waiting() + bytes.length];
        System.arraycopy(outgoing, at, more, 0, waiting());
        System.arraycopy(bytes, 0, more, waiting(), bytes.length);
        outgoing = more;
        at = 0;
        session().ready(id);
        session().flush();
    }

    void finish() {
        finishing = true;
        session().ready(id);
        session().flush();
    }

    /// Tells the session of what was read.
    void report() {
        if (reading && unreported > 0) {
            session().consumed(id, unreported);
            unreported = 0;
        }
    }

    @Override
    public int pull(byte[] target, int to, int max) {
        int count = Math.min(max, waiting());
        System.arraycopy(outgoing, at, target, to, count);
        at += count;
        return count;
    }

    @Override
    public int waiting() {
        return outgoing.length - at;
    }

    @Override
    public boolean finishing() {
        return finishing;
    }

    @Override
    public void received(byte[] bytes, int from, int length) {
        require(!finished && !closed && reset == null);
        got.write(bytes, from, length);
        unreported += length;
    }

    @Override
    public void finished() {
        require(!finished && !closed && reset == null);
        finished = true;
    }

    @Override
    public void reset(ResetCode code, boolean local) {
        require(!closed && reset == null);
        reset = code;
        resetHere = local;
    }

    @Override
    public void closed() {
        require(finished && !closed && reset == null);
        closed = true;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new AssertionError("a call to an end that comes too late or twice");
        }
    }
}
