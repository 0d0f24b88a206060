package org.resilientswarm.core.engine;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.ResetCode;
import org.resilientswarm.core.session.StreamEnd;
import org.resilientswarm.core.session.StreamHandle;

/// This side's end of the stream over which two neighbours share records. Owned by the `swarm-loop`
/// thread.
final class DbStream implements StreamEnd {
    /// Hears what comes over the stream.
    interface Owner {
        /// Bytes came; they belong to the owner.
        void received(DbStream stream, byte[] bytes);

        /// There was no room, and now there is. Must be answered in a later turn.
        void drained(DbStream stream);

        /// The stream is over.
        void ended(DbStream stream);
    }

    /// What may wait to go out: enough to fill a packet at any time, and little enough to stay
    /// behind with.
    private static final int ROOM = 256 * 1024;

    private final PublicKey peer;
    private final Owner owner;
    private final Deque<byte[]> frames = new ArrayDeque<>();
    private @Nullable StreamHandle handle;
    private int sentOfFirst;
    private int waiting;
    private boolean told;
    private boolean full;

    DbStream(PublicKey peer, Owner owner) {
        this.peer = peer;
        this.owner = owner;
    }

    /// The session knows the stream now.
    DbStream use(StreamHandle opened) {
        handle = opened;
        return this;
    }

    PublicKey peer() {
        return peer;
    }

    /// How many more bytes may wait; may be below 0.
    int room() {
        int room = ROOM - waiting;
        full |= room <= 0;
        return room;
    }

    void send(byte[] frame) {
        frames.addLast(frame);
        waiting += frame.length;
        if (!told && handle != null) {
            told = true;
            handle.ready();
        }
    }

    void consumed(int bytes) {
        if (handle != null) {
            handle.consumed(bytes);
        }
    }

    @Override
    public int pull(byte[] target, int at, int max) {
        int count = 0;
        while (count < max && !frames.isEmpty()) {
            byte[] first = frames.getFirst();
            int part = Math.min(max - count, first.length - sentOfFirst);
            System.arraycopy(first, sentOfFirst, target, at + count, part);
            count += part;
            sentOfFirst += part;
            if (sentOfFirst == first.length) {
                frames.removeFirst();
                sentOfFirst = 0;
            }
        }
        waiting -= count;
        told = waiting > 0;
        if (full && waiting <= ROOM / 2) {
            full = false;
            owner.drained(this);
        }
        return count;
    }

    @Override
    public int waiting() {
        return waiting;
    }

    @Override
    public boolean finishing() {
        return false;
    }

    @Override
    public void received(byte[] bytes, int from, int length) {
        owner.received(this, Arrays.copyOfRange(bytes, from, from + length));
    }

    /// The far side has nothing to say any more, which a neighbour never comes to.
    @Override
    public void finished() {
        if (handle != null) {
            handle.reset(ResetCode.CANCELLED);
        }
    }

    @Override
    public void reset(ResetCode code, boolean local) {
        owner.ended(this);
    }

    @Override
    public void closed() {
        owner.ended(this);
    }
}
