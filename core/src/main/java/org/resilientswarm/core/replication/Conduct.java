package org.resilientswarm.core.replication;

import java.util.function.Consumer;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.Protocol;

/// Counts what neighbours do wrong, and cuts off those who do too much of it.
final class Conduct {
    private final ReplicatorHost host;
    private final Consumer<Neighbour> drop;

    /// @param drop forgets a neighbour
    Conduct(ReplicatorHost host, Consumer<Neighbour> drop) {
        this.host = host;
        this.drop = drop;
    }

    /// Something was refused that honest neighbours send as well.
    void refuse(Neighbour neighbour, ErrorCode code) {
        neighbour.refused.merge(code, 1L, Long::sum);
        host.refused(neighbour.key, code);
    }

    /// A record was refused that no honest neighbour passes on.
    void bad(Neighbour neighbour, ErrorCode code) {
        refuse(neighbour, code);
        if (++neighbour.badRecords > Protocol.MAX_BAD_RECORDS) {
            end(neighbour, code, "it keeps sending records that are forged or cannot be");
        }
    }

    /// The neighbour did not give a record that it has announced.
    void unkept(Neighbour neighbour) {
        if (++neighbour.unkept > Protocol.MAX_VAIN_IDS) {
            cutOff(neighbour, "it announces records and does not give them");
        }
    }

    /// The neighbour wants records that there are not.
    void vain(Neighbour neighbour, int ids) {
        neighbour.vainWants += ids;
        if (neighbour.vainWants > Protocol.MAX_VAIN_IDS) {
            cutOff(neighbour, "it keeps asking for records that do not exist");
        }
    }

    /// The neighbour sent bytes that mean nothing.
    void malformed(Neighbour neighbour, MalformedException e) {
        cutOff(neighbour, e.code(), e.reason());
    }

    /// The neighbour broke a rule that no honest one breaks.
    void cutOff(Neighbour neighbour, String reason) {
        cutOff(neighbour, ErrorCode.PROTOCOL_VIOLATED, reason);
    }

    void cutOff(Neighbour neighbour, ErrorCode code, String reason) {
        if (neighbour.connected) {
            refuse(neighbour, code);
            end(neighbour, code, reason);
        }
    }

    private void end(Neighbour neighbour, ErrorCode code, String reason) {
        if (neighbour.connected) {
            drop.accept(neighbour);
            host.cutOff(neighbour.key, code, reason);
        }
    }
}
