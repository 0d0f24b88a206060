package org.resilientswarm.core.wire;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Cuts the bytes of one `db` stream into frames, whatever chunks they come in. Holds one frame at
/// most.
public final class DbReader {
    private final byte[] header = new byte[DbCodec.LENGTH_BYTES];
    private int headerFilled;
    private byte @Nullable [] frame;
    private int frameFilled;
    private byte[] chunk = new byte[0];
    private int at;
    private int lastFrameBytes;

    /// Takes a chunk, which then belongs to the reader. [#next] must have given null before.
    public void take(byte[] bytes) {
        if (at < chunk.length) {
            throw new IllegalStateException("the chunk before has more frames");
        }
        chunk = bytes;
        at = 0;
    }

    /// The next frame, or null when it is not complete yet.
    ///
    /// @throws MalformedException when the stream has bytes that are no frame; it is of no use then
    public @Nullable DbFrame next() throws MalformedException {
        if (frame == null && !begin()) {
            return null;
        }
        byte[] target = frame;
        if (target == null) {
            return null;
        }
        int more = Math.min(target.length - frameFilled, chunk.length - at);
        System.arraycopy(chunk, at, target, frameFilled, more);
        at += more;
        frameFilled += more;
        if (frameFilled < target.length) {
            return null;
        }
        frame = null;
        headerFilled = 0;
        lastFrameBytes = DbCodec.LENGTH_BYTES + target.length;
        return DbCodec.decode(target);
    }

    private boolean begin() throws MalformedException {
        int more = Math.min(header.length - headerFilled, chunk.length - at);
        System.arraycopy(chunk, at, header, headerFilled, more);
        at += more;
        headerFilled += more;
        if (headerFilled < header.length) {
            return false;
        }
        int length = ByteBuffer.wrap(header).getInt();
        if (length < 1 || length > Protocol.MAX_DB_FRAME_BYTES) {
            throw DbCodec.malformed("a frame of " + Integer.toUnsignedString(length) + " bytes");
        }
        frame = new byte[length];
        frameFilled = 0;
        return true;
    }

    /// How many bytes the frame before took, the length before it included.
    public int lastFrameBytes() {
        return lastFrameBytes;
    }

    /// How many bytes of a frame that is not complete it holds, the length before it included.
    public int held() {
        return headerFilled + (frame == null ? 0 : frameFilled);
    }
}
