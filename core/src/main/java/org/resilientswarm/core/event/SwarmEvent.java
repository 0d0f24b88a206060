package org.resilientswarm.core.event;

import java.time.Instant;

/// Something that happened in a node. Consumers switch over the leaves without `default`, so that a
/// new event breaks the build wherever it must be thought of.
public sealed interface SwarmEvent
        permits LifecycleEvent, LinkEvent, PathEvent, PeerEvent, RecordEvent, SignalEvent {
    /// The number of this event, from 1 upwards without a gap in one run of a node.
    long sequence();

    /// When it happened.
    Instant at();
}
