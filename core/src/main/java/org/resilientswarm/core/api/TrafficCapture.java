package org.resilientswarm.core.api;

import java.util.List;
import org.resilientswarm.core.model.TrafficEntry;
import org.resilientswarm.core.model.TrafficField;

/// Keeps the latest frames that a node sends and receives, until closed; made by [Swarm#capture].
///
/// Made for one reader that comes back for more. A reader that is too slow costs the node nothing:
/// the oldest frames give way, and are counted. What is private in a handshake or sealed is never
/// kept, and the bytes of streams only on request.
public interface TrafficCapture extends AutoCloseable {
    /// The next frames, oldest first. Numbers are missing where frames were given up before.
    ///
    /// @param number those after this one; 0 for all
    /// @param max how many at most
    List<TrafficEntry> entriesAfter(long number, int max);

    /// How many frames there were so far.
    long captured();

    /// How many of them were given up before [#entriesAfter] returned them.
    long dropped();

    /// Keeps the bytes of streams from now on, or keeps them no more.
    void keepPayload(boolean keep);

    /// Takes a frame of any capture to pieces: the whole frame with its fields, theirs, and so on.
    TrafficField decode(TrafficEntry entry);

    /// Ends the capture. What was kept can still be read.
    @Override
    void close();
}
