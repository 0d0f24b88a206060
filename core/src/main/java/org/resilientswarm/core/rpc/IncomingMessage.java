package org.resilientswarm.core.rpc;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.resilientswarm.core.wire.Protocol;

/// A request or an answer that is coming in. Owned by the `swarm-loop` thread.
///
/// A small one fits into the credit that a stream begins with. A large one waits there until the
/// gate lets it in, and gets more credit only then: its sender is held back, and nobody else.
final class IncomingMessage {
    private static final byte[] NOTHING = {};

    private final LargeGate gate;
    private final IntConsumer consumed;
    private final Runnable admitted;
    private byte[] bytes = NOTHING;
    private int length;
    private int unconsumed;
    private boolean large;
    private boolean mayGrow;

    /// @param gate for large messages
    /// @param consumed tells the far side that it may send as many more bytes
    /// @param admitted is told when a large message need not wait any more
    IncomingMessage(LargeGate gate, IntConsumer consumed, Runnable admitted) {
        this.gate = gate;
        this.consumed = consumed;
        this.admitted = admitted;
    }

    /// Takes more bytes.
    ///
    /// @return false when they are too many
    boolean add(byte[] source, int from, int count) {
        if (count > Protocol.MAX_RPC_BYTES - length) {
            return false;
        }
        if (length + count > bytes.length) {
            int room = length == 0 ? count : Math.max(length + count, 2 * bytes.length);
            bytes = Arrays.copyOf(bytes, Math.min(room, Protocol.MAX_RPC_BYTES));
        }
        System.arraycopy(source, from, bytes, length, count);
        length += count;
        unconsumed += count;
        if (mayGrow) {
            consume();
        } else if (!large && length >= Protocol.RPC_LARGE_BYTES) {
            large = true;
            gate.enter(this);
        }
        return true;
    }

    /// The gate has let it in.
    void mayGrow() {
        mayGrow = true;
        consume();
        admitted.run();
    }

    private void consume() {
        consumed.accept(unconsumed);
        unconsumed = 0;
    }

    /// Whether it is waiting for the gate, so that its sender is not to blame for its being slow.
    boolean heldBack() {
        return large && !mayGrow;
    }

    boolean large() {
        return large;
    }

    int length() {
        return length;
    }

    /// Hands out all bytes, once.
    byte[] take() {
        byte[] whole = bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
        bytes = NOTHING;
        return whole;
    }

    /// Its bytes are used up, or nobody wants them any more.
    void release() {
        bytes = NOTHING;
        if (large) {
            gate.leave(this);
        }
    }
}
