package org.resilientswarm.core.model;

/// How far a stream is in its life.
public enum StreamState {
    /// Both sides may send. Becomes `SENT_LAST` or `RECEIVED_LAST`, or ends by a reset.
    OPEN,
    /// This side has sent its last byte; ends with the far side's last byte or by a reset.
    SENT_LAST,
    /// The far side has sent its last byte; ends with this side's last byte or by a reset.
    RECEIVED_LAST,
    /// Both have, or one has reset it; nothing follows.
    ENDED
}
