package org.resilientswarm.core.engine;

import java.util.List;
import org.resilientswarm.core.model.LinkQuality;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.path.PathChooser;
import org.resilientswarm.core.session.Session;
import org.resilientswarm.core.session.SessionPath;

/// One open way to a peer, over which its session runs or could run. Owned by the `swarm-loop`
/// thread.
abstract sealed class PeerPath implements SessionPath, PathChooser.Way
        permits LinkPath, CircuitPath {
    /// Names the path in the pings that measure it.
    private static final int ID_BITS = 24;

    final PublicKey peer;

    /// The link that the path begins with.
    final Neighbour first;

    private final long serial;

    /// Whether the peer has proved that it is at the far end.
    boolean proven;

    /// How many handshakes the far side has begun.
    int handshakes;

    /// When the far side must have answered over this path, while it has not.
    long attachBy = Long.MAX_VALUE;

    /// When something genuine came over it last, on the monotonic clock.
    long heardAt;

    /// Since when it answers nothing though it should; [Long#MAX_VALUE] while it does.
    private long suspectSince = Long.MAX_VALUE;

    PeerPath(PublicKey peer, Neighbour first, long serial, long now) {
        this.peer = peer;
        this.first = first;
        this.serial = serial;
        this.heardAt = now;
    }

    abstract PathKind kind();

    /// The relays from here to the peer.
    abstract List<PublicKey> via();

    /// What was measured of it from end to end.
    abstract LinkQuality quality();

    /// Whether this side begins the handshake over it.
    abstract boolean begins();

    /// Sends a message of a handshake behind [#headroom] free bytes.
    final void sendHandshake(byte[] message) {
        send(message, false);
    }

    /// The token of the ping with this number.
    final long token(long id) {
        return Session.PATH_TOKENS + (serial << ID_BITS) + id;
    }

    /// Whether an answer with this token belongs to this path.
    final boolean asked(long token) {
        return (token - Session.PATH_TOKENS) >>> ID_BITS == serial;
    }

    static long id(long token) {
        return token & ((1L << ID_BITS) - 1);
    }

    void heard(long now) {
        heardAt = now;
        suspectSince = Long.MAX_VALUE;
    }

    /// It should have answered by now.
    void suspect(long now) {
        suspectSince = now;
    }

    long suspectSince() {
        return suspectSince;
    }

    @Override
    public boolean alive() {
        return suspectSince == Long.MAX_VALUE;
    }

    @Override
    public boolean direct() {
        return kind() == PathKind.DIRECT;
    }
}
