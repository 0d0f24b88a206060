package org.resilientswarm.core.link;

import java.util.List;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.wire.Candidate;
import org.resilientswarm.core.wire.Description;

/// Makes links and carries messages over them.
///
/// Links are named by a number that the engine picks, unique in one run. No method blocks, none
/// throws for what the network does, and none calls the sink before it returns: everything that
/// happens comes back as a [LinkInput] by way of the sink that was given at construction, per link
/// in the order in which it happened. After `Closed` nothing more comes for that link. A method
/// that names an unknown or closed link does nothing. Methods are called by the `swarm-loop` thread
/// only.
public interface Transport extends AutoCloseable {
    /// Begins an outgoing link: answers `Described` with an offer (and the candidates gathered
    /// within the first 50 ms), then `CandidatesFound` for later ones.
    void offer(long link);

    /// Begins an incoming link from a neighbour's offer: answers `Described` with an answer, then
    /// `CandidatesFound`.
    void accept(long link, Description offer);

    /// Hands an outgoing link the neighbour's answer.
    void complete(long link, Description answer);

    /// Hands a link more of the neighbour's candidates.
    void addCandidates(long link, List<Candidate> candidates);

    /// Sends one message. The array must not be changed afterwards. Messages over an open link's
    /// `DATA` channel arrive once and in order; when the link is not open the message is dropped.
    ///
    /// @param message 1 to [#MAX_MESSAGE_BYTES] bytes
    void send(long link, Channel channel, byte[] message);

    /// Asks this STUN server (RFC 8489) for the outside addresses of links that begin from now on,
    /// beside those named before.
    void useStun(HostPort server);

    /// How many bytes sent over a link's `DATA` channel have not gone out yet; 0 for an unknown
    /// link. Cheap, and may be called on any thread. A sender that keeps it low keeps latency low;
    /// `Drained` tells when to go on.
    default long bufferedBytes(long link) {
        return 0;
    }

    /// Whether messages for a link's `DATA` channel still wait to be handed to the network, so that
    /// a sender had better gather what else it has to say. After the answer `true`, `Drained` tells
    /// when to go on.
    default boolean congested(long link) {
        return false;
    }

    /// Ends a link or an attempt, after what was sent has gone out as far as half a second allows;
    /// answers `Closed`.
    void close(long link);

    /// Ends all links and gives everything back; waits up to a second for what was sent to go out.
    @Override
    void close();

    /// The largest message in bytes.
    int MAX_MESSAGE_BYTES = 64 * 1024;
}
