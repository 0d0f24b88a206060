package org.resilientswarm.core.rpc;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.Protocol;

/// A request or an answer that is being written. Used by one thread.
final class OutgoingMessage extends OutputStream {
    /// Is asked before a message grows large.
    interface Permit {
        void acquire() throws InterruptedException;
    }

    private static final int FIRST_BYTES = 256;

    private final Permit large;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;
    private boolean permitted;

    OutgoingMessage(Permit large) {
        this.large = large;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    /// @throws SwarmException `LIMIT_REACHED` when the message becomes too large
    @Override
    public void write(byte[] source, int from, int count) throws IOException {
        if (count > Protocol.MAX_RPC_BYTES - length) {
            throw new SwarmException(
                    ErrorCode.LIMIT_REACHED,
                    "more than %d bytes do not fit into a call; use a stream"
                            .formatted(Protocol.MAX_RPC_BYTES));
        }
        int needed = length + count;
        if (needed >= Protocol.RPC_LARGE_BYTES && !permitted) {
            permit();
        }
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
        }
        System.arraycopy(source, from, bytes, length, count);
        length = needed;
    }

    private void permit() throws InterruptedIOException {
        try {
            large.acquire();
            permitted = true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the call was given up");
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }
}
