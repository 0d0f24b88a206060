package org.resilientswarm.core.session;

import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.ResetCode;

/// A stream, as this side's end of it sees the session. Safe on every thread, but for the loop in
/// the midst of a call to a [StreamEnd]: there it takes effect after that call. What is asked of a
/// stream that has ended is ignored.
public interface StreamHandle {
    /// Who is at the other end.
    PublicKey peer();

    /// What the stream is for.
    String type();

    /// The number of the stream in its session; 0 while it is being opened.
    long id();

    /// Whether this side opened it.
    boolean outbound();

    /// There is something to send now, or nothing more will follow.
    void ready();

    /// The application has used up bytes that came in: the far side may send as many more.
    void consumed(int bytes);

    /// Ends the stream in both directions, now.
    void reset(ResetCode code);
}
