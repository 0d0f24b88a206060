package org.resilientswarm.core.replication;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SyncResult;
import org.resilientswarm.core.wire.RecordSummary;
import org.resilientswarm.core.wire.SignedRecord;

/// What a [Replicator] has its owner do. Called on the `swarm-loop` thread, from within calls to
/// the replicator; must not call it from within.
public interface ReplicatorHost {
    /// How many bytes the neighbour's stream takes at present. While it is above 0 one more frame
    /// may come, whatever its length; when it was not, [Replicator#drained] follows once it is.
    int room(PublicKey neighbour);

    /// Whether one neighbour says that it has a link with another, and so tells it of news itself.
    boolean linked(PublicKey neighbour, PublicKey other);

    /// About how many members have a link with both, and so hear from the first what they may tell
    /// the other.
    double between(PublicKey neighbour, PublicKey other);

    /// Sends a frame on the neighbour's stream.
    void send(PublicKey neighbour, byte[] frame);

    /// So many bytes of the neighbour's stream are used up.
    void consumed(PublicKey neighbour, int bytes);

    /// Check the signatures, then call [Replicator#verified].
    void verify(Arrival arrival);

    /// Put the records into the store, then call [Replicator#stored] or [Replicator#storeFailed].
    void store(Arrival arrival);

    /// Remove these versions from the store.
    void remove(List<RecordSummary> gone);

    /// Read the records from the store, then call [Replicator#found].
    void read(Portion portion);

    /// A record was taken and is in the store.
    ///
    /// @param from the neighbour that sent it, null when this node made it
    void accepted(SignedRecord record, @Nullable PublicKey from);

    /// Something that the neighbour sent was refused.
    void refused(PublicKey neighbour, ErrorCode code);

    /// End the neighbour's stream and the link, with a reason for people. [Replicator#disconnected]
    /// is not needed.
    void cutOff(PublicKey neighbour, ErrorCode code, String reason);

    /// A reconciliation that was asked for is done, with all records that it moved.
    void reconciled(SyncResult result);

    /// A reconciliation that was asked for failed.
    ///
    /// @param reason what to do, for people
    void reconcileFailed(PublicKey neighbour, ErrorCode code, String reason);

    /// Something that the user should know.
    ///
    /// @param sentence what it is and what to do
    void warn(ErrorCode code, String sentence);
}
