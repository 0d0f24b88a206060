package org.resilientswarm.core.replication;

import java.util.List;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.RecordId;

/// Records that are to be read from the store for a neighbour; handed to the host and back.
public final class Portion {
    final Neighbour neighbour;
    private final List<RecordId> ids;

    /// Whether the neighbour wants them, so that it is told which there are not.
    final boolean wanted;

    Portion(Neighbour neighbour, List<RecordId> ids, boolean wanted) {
        this.neighbour = neighbour;
        this.ids = List.copyOf(ids);
        this.wanted = wanted;
    }

    /// Which ones.
    public List<RecordId> ids() {
        return ids;
    }

    /// For whom.
    public PublicKey to() {
        return neighbour.key;
    }
}
