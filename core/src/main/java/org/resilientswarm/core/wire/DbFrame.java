package org.resilientswarm.core.wire;

import java.util.List;

/// What two neighbours say to each other about records, on a stream of the type `db`.
public sealed interface DbFrame {
    /// The sender has these records.
    record Announce(List<RecordId> ids) implements DbFrame {
        /// Copies the list.
        public Announce {
            ids = List.copyOf(ids);
        }
    }

    /// The receiver shall send these records, in whatever order.
    record Want(List<RecordId> ids) implements DbFrame {
        /// Copies the list.
        public Want {
            ids = List.copyOf(ids);
        }
    }

    /// The sender cannot give these records, which the receiver wanted.
    record Missing(List<RecordId> ids) implements DbFrame {
        /// Copies the list.
        public Missing {
            ids = List.copyOf(ids);
        }
    }

    /// Records, wanted or new.
    record Records(List<SignedRecord> records) implements DbFrame {
        /// Copies the list.
        public Records {
            records = List.copyOf(records);
        }
    }

    /// A round of set reconciliation by the side that began the run.
    ///
    /// @param run its number, which rises with each run that the sender begins
    /// @param message not to be changed
    record Ask(int run, byte[] message) implements DbFrame {}

    /// The answer to a round.
    ///
    /// @param run the number of the run that is answered
    /// @param message not to be changed
    record Answer(int run, byte[] message) implements DbFrame {}

    /// The receiver lacks so many of the sender's records that it should begin a run itself, when
    /// it likes.
    record Behind() implements DbFrame {}

    /// The sender has done a run that it began, so that both sides know what came of it.
    ///
    /// @param run its number
    /// @param rounds messages there and back
    /// @param differences records that only one of the two had
    record Reconciled(int run, int rounds, int differences) implements DbFrame {}

    /// A frame of a type that this version does not know: skipped and counted.
    record Unknown(int type, int length) implements DbFrame {}
}
