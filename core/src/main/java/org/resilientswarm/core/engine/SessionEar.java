package org.resilientswarm.core.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.session.Session;
import org.resilientswarm.core.session.SessionListener;
import org.resilientswarm.core.session.StreamEnd;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.traffic.TrafficTap;

/// Hears what one session says. Owned by the `swarm-loop` thread.
final class SessionEar implements SessionListener {
    private final Talk talk;
    private final Sessions.Owner owner;
    private final Reports reports;
    private final TrafficTap tap;
    private final Clock clock;

    SessionEar(Talk talk, Sessions.Owner owner, Reports reports, TrafficTap tap, Clock clock) {
        this.talk = talk;
        this.owner = owner;
        this.reports = reports;
        this.tap = tap;
        this.clock = clock;
    }

    @Override
    public @Nullable StreamEnd accept(Session session, long id, String type) {
        return owner.accept(session, id, type);
    }

    @Override
    public void answered(Session session, long token) {
        if (token >= Session.PATH_TOKENS) {
            measured(token);
        } else {
            owner.answered(session.peer(), token);
        }
    }

    private void measured(long token) {
        for (PeerPath path : talk.paths) {
            if (path.asked(token) && path instanceof CircuitPath circuit) {
                circuit.meter.answered(PeerPath.id(token), clock.nanos());
            }
        }
    }

    @Override
    public void closed(Session session, String reason) {
        talk.farewell = reason;
    }

    @Override
    public void refused(ErrorCode code) {
        reports.count(code);
    }

    @Override
    public void saw(Session session, boolean outbound, byte[] content, int length) {
        PeerPath used = talk.used();
        List<PublicKey> via = used == null ? List.of() : used.via();
        tap.content(outbound, session.peer(), via, content, length);
    }
}
