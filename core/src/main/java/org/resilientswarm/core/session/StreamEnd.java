package org.resilientswarm.core.session;

import org.resilientswarm.core.model.ResetCode;

/// This side's end of a stream, as the session sees it: where the bytes that go out come from and
/// where those that come in go to. The session calls it on the `swarm-loop` thread; no method may
/// block, none may call the session from within.
public interface StreamEnd {
    /// Copies bytes that shall go out into the target.
    ///
    /// @param max how many there is room for, at least 1
    /// @return how many were copied, 0 when there are none now
    int pull(byte[] target, int at, int max);

    /// How many bytes wait to go out.
    int waiting();

    /// Whether nothing will follow what waits: the last byte carries the end.
    boolean finishing();

    /// Bytes that came in, in order. The range must be copied or used up before this returns,
    /// unless it is kept whole: the array is not written to again.
    void received(byte[] bytes, int from, int length);

    /// The far side will send no more.
    void finished();

    /// The stream is dead in both directions; the last call, but for streams that ended well.
    ///
    /// @param local whether this side or the loss of the session did it
    void reset(ResetCode code, boolean local);

    /// Both directions have ended well and everything that was sent has arrived; the last call.
    void closed();
}
