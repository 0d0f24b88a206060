package org.resilientswarm.app.node;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.api.SwarmStream;
import org.resilientswarm.core.model.ErrorCode;

/// A stream of bytes that mean nothing, to see how fast they go. The far side discards them, and
/// when it has read the last one it answers how many they were, in decimal digits.
final class Blast {
    static final String TYPE = "blast";
    private static final int BLOCK_BYTES = 64 * 1024;
    private static final int MAX_COUNT_DIGITS = 19;

    private Blast() {}

    /// Sends that many bytes and waits until the far side has read them.
    ///
    /// @return how long that took
    /// @throws SwarmException when the far side has read something else
    /// @throws CompletionException with the reset of the stream
    static Duration send(SwarmStream stream, long bytes) {
        try (stream) {
            return sendAll(stream, bytes);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static Duration sendAll(SwarmStream stream, long bytes) throws IOException {
        long begun = System.nanoTime();
        byte[] block = new byte[BLOCK_BYTES];
        try (OutputStream out = stream.output()) {
            for (long left = bytes; left > 0; left -= BLOCK_BYTES) {
                out.write(block, 0, (int) Math.min(left, BLOCK_BYTES));
            }
        }
        byte[] count = stream.input().readNBytes(MAX_COUNT_DIGITS);
        var took = Duration.ofNanos(System.nanoTime() - begun);
        requireCount(bytes, new String(count, StandardCharsets.US_ASCII));
        return took;
    }

    private static void requireCount(long bytes, String count) {
        if (!count.equals(Long.toString(bytes))) {
            throw new SwarmException(
                    ErrorCode.MESSAGE_MALFORMED,
                    "the peer did not confirm that it read all bytes: is the program that takes"
                            + " 'blast' streams there another one?");
        }
    }

    /// Reads and discards what comes in, and answers how much it was.
    ///
    /// @return how many bytes
    static long take(SwarmStream stream) throws IOException {
        long count = stream.input().transferTo(OutputStream.nullOutputStream());
        stream.output().write(Long.toString(count).getBytes(StandardCharsets.US_ASCII));
        stream.finish();
        return count;
    }
}
