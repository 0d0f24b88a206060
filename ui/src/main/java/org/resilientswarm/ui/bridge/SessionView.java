package org.resilientswarm.ui.bridge;

import java.util.List;
import org.resilientswarm.core.model.SessionInfo;
import org.resilientswarm.core.model.StreamInfo;

/// A session of the console's own node, with what it carries right now.
///
/// @param info what the engine says of it
/// @param rate bytes of streams right now
/// @param streams its open streams, by number
public record SessionView(SessionInfo info, Rate rate, List<StreamView> streams) {
    /// Copies the list.
    public SessionView {
        streams = List.copyOf(streams);
    }

    /// A stream with what it carries right now.
    ///
    /// @param info what the engine says of it
    /// @param rate its bytes right now
    public record StreamView(StreamInfo info, Rate rate) {}
}
