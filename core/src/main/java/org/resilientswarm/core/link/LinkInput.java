package org.resilientswarm.core.link;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.wire.Candidate;
import org.resilientswarm.core.wire.Description;

/// What a transport tells the engine about one of its links.
public sealed interface LinkInput {
    /// The link's number.
    long link();

    /// The description for the other side is ready.
    record Described(long link, Description description) implements LinkInput {}

    /// More of this side's candidates were found.
    record CandidatesFound(long link, List<Candidate> candidates) implements LinkInput {
        /// Copies the list.
        public CandidatesFound {
            candidates = List.copyOf(candidates);
        }
    }

    /// Both channels are open.
    ///
    /// @param remote the neighbour's address, or null when not known
    record Opened(long link, @Nullable String remote) implements LinkInput {}

    /// A message arrived. The array belongs to the receiver.
    record Received(long link, Channel channel, byte[] message) implements LinkInput {}

    /// There is room for more: of what was sent over `DATA`, 256 KiB or more had been waiting, and
    /// now it is less; or the link was found congested, and now nothing waits.
    record Drained(long link) implements LinkInput {}

    /// The link or the attempt ended; the last input for this link.
    ///
    /// @param reason why, in words, such as "closed by the far side"
    record Closed(long link, String reason) implements LinkInput {}
}
