package org.resilientswarm.core.traffic;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SessionInfo;
import org.resilientswarm.core.time.Clock;

/// Sees every frame that this node sends and receives. Owned by the `swarm-loop` thread; costs one
/// look at a field while nobody looks at the traffic.
public final class TrafficTap {
    private final Clock clock;

    /// Null while nobody looks.
    private @Nullable Recorder recorder;

    /// @param clock tells when a frame was seen
    public TrafficTap(Clock clock) {
        this.clock = clock;
    }

    /// Records into this ring too from now on.
    ///
    /// @param sessions those that are there already, with the types of their open streams
    public void add(CaptureRing ring, List<SessionInfo> sessions) {
        if (recorder == null) {
            recorder = new Recorder(clock);
            recorder.know(sessions);
        }
        recorder.add(ring);
    }

    /// Records into this ring no more.
    public void remove(CaptureRing ring) {
        if (recorder != null && recorder.remove(ring)) {
            recorder = null;
        }
    }

    /// A message on a link.
    ///
    /// @param message one hop frame or several, as in `HopCodec`
    public void hop(boolean outbound, PublicKey neighbour, byte[] message) {
        if (recorder != null) {
            recorder.hop(outbound, neighbour, message);
        }
    }

    /// The content of a session's packet.
    ///
    /// @param via the members that carry it, empty when the link is direct
    /// @param content as in `SessionCodec`
    /// @param length how much of the array is content
    public void content(
            boolean outbound, PublicKey peer, List<PublicKey> via, byte[] content, int length) {
        if (recorder != null) {
            recorder.content(outbound, peer, via, content, length);
        }
    }
}
