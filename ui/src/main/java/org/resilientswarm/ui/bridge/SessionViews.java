package org.resilientswarm.ui.bridge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SessionInfo;
import org.resilientswarm.core.model.StreamInfo;
import org.resilientswarm.ui.bridge.SessionView.StreamView;

/// Measures what sessions and their streams carry. One thread.
final class SessionViews {
    private final RateMeter<PublicKey> sessionRates = new RateMeter<>();
    private final RateMeter<StreamKey> streamRates = new RateMeter<>();

    /// Numbers of streams begin anew with a session.
    private record StreamKey(PublicKey peer, long id, Instant since) {}

    List<SessionView> of(List<SessionInfo> sessions, Instant at) {
        Set<PublicKey> peers = new HashSet<>();
        Set<StreamKey> streams = new HashSet<>();
        List<SessionView> views = new ArrayList<>();
        for (SessionInfo session : sessions) {
            peers.add(session.peer());
            session.streams().forEach(stream -> streams.add(key(session, stream)));
            views.add(view(session, at));
        }
        sessionRates.keepOnly(peers);
        streamRates.keepOnly(streams);
        return views;
    }

    private static StreamKey key(SessionInfo session, StreamInfo stream) {
        return new StreamKey(session.peer(), stream.id(), stream.since());
    }

    private SessionView view(SessionInfo session, Instant at) {
        List<StreamView> streams =
                session.streams().stream()
                        .map(
                                stream ->
                                        new StreamView(
                                                stream,
                                                streamRates.measure(
                                                        key(session, stream),
                                                        at,
                                                        stream.bytesIn(),
                                                        stream.bytesOut())))
                        .toList();
        Rate rate = sessionRates.measure(session.peer(), at, session.bytesIn(), session.bytesOut());
        return new SessionView(session, rate, streams);
    }
}
