package org.resilientswarm.core.link;

/// The two ways over one link.
public enum Channel {
    /// Ordered and reliable; carries hop frames. Negotiated data channel 0, label `data`.
    DATA,
    /// Unordered, never sent again; carries probes. Negotiated data channel 1, label `probe`.
    PROBE
}
