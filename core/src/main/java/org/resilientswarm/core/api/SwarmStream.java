package org.resilientswarm.core.api;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.ResetCode;

/// A two-way stream of bytes to a peer, encrypted from end to end: what one side writes the other
/// reads, once and in order, whatever happens to the path. Each direction ends on its own; a reset
/// ends both.
///
/// Read by [#input], which blocks and is made for virtual threads, or by [#receive], not by both.
/// A writer that is faster than its reader is held back. Safe on every thread; each of the two
/// directions should be used by one thread at a time.
public interface SwarmStream extends AutoCloseable {
    /// The longest type in characters.
    int MAX_TYPE_LENGTH = 64;

    /// Who is at the other end.
    PublicKey peer();

    /// What the stream is for.
    String type();

    /// The number of the stream in its session; 0 while it is being opened.
    long id();

    /// Whether this node opened it.
    boolean outbound();

    /// What the far side writes. Reading blocks until there is something; after a reset it throws a
    /// [StreamResetException], and so does what has not been read by then. Closing it
    /// before its end resets the stream, unless this side has nothing more to say either.
    InputStream input();

    /// What the far side will read. What is written goes out at once, together with what else
    /// waits; writing blocks while more waits than the far side gives credit for, and throws a
    /// [StreamResetException] after a reset. Flushing does nothing. Closing it ends this direction.
    OutputStream output();

    /// Hands everything that comes in to the listener, from the first byte that has not been read.
    ///
    /// @throws IllegalStateException when there is a listener already
    void receive(StreamListener listener);

    /// Sends bytes without blocking.
    ///
    /// @param bytes must not be changed afterwards
    /// @return completed when there is room for more, failed with a [StreamResetException] after a
    ///     reset; who goes on without waiting for it fills the memory
    CompletableFuture<Void> send(byte[] bytes);

    /// Ends this direction after what was written, as closing the output does.
    void finish();

    /// Completed when both directions have ended well and the far side has everything; failed with
    /// a [StreamResetException] when the stream was reset.
    CompletableFuture<Void> done();

    /// Ends both directions now; what is on its way is lost. Does nothing when it has ended.
    void reset(ResetCode code);

    /// Ends this direction well, and gives up reading: when the far side has not ended its
    /// direction, it is told not to go on.
    @Override
    void close();
}
