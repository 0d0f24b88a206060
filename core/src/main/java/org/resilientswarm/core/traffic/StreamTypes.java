package org.resilientswarm.core.traffic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SessionInfo;
import org.resilientswarm.core.model.StreamInfo;
import org.resilientswarm.core.model.TrafficEntry.Stream;

/// What streams are for, as said in their first frame. Those that were not heard of for the longest
/// time are forgotten first: who opens streams and never ends them must not fill the memory.
final class StreamTypes {
    static final int LIMIT = 8192;

    private record Name(PublicKey peer, long id) {}

    private final Map<Name, Stream> known =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Name, Stream> eldest) {
                    return size() > LIMIT;
                }
            };

    void know(List<SessionInfo> sessions) {
        for (SessionInfo session : sessions) {
            for (StreamInfo stream : session.streams()) {
                opened(session.peer(), stream.id(), stream.type());
            }
        }
    }

    Stream opened(PublicKey peer, long id, String type) {
        var stream = new Stream(id, type);
        known.put(new Name(peer, id), stream);
        return stream;
    }

    /// The stream with its type, or without when its beginning was not seen.
    Stream of(PublicKey peer, long id) {
        Stream stream = known.get(new Name(peer, id));
        return stream == null ? new Stream(id, "") : stream;
    }

    /// The session with the peer ended; its numbers will mean other streams.
    void forget(PublicKey peer) {
        known.keySet().removeIf(name -> name.peer.equals(peer));
    }
}
