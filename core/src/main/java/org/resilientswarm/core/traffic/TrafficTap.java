package org.resilientswarm.core.traffic;

import java.util.List;
import org.resilientswarm.core.model.PublicKey;

/// Sees every frame that this node sends and receives. Called on the `swarm-loop` thread; costs
/// next to nothing while nobody looks.
///
/// Skeleton.
public final class TrafficTap {
    /// A message on a link.
    ///
    /// @param message one hop frame or several, as in `HopCodec`
    public void hop(boolean outbound, PublicKey neighbour, byte[] message) {}

    /// The content of a session's packet.
    ///
    /// @param via the members that carry it, empty when the link is direct
    /// @param content as in `SessionCodec`
    public void content(
            boolean outbound, PublicKey peer, List<PublicKey> via, byte[] content, int length) {}
}
