package org.resilientswarm.core.model;

/// How this node stands with a signal exchange.
public enum ExchangeState {
    /// A connection is being made. Goes to any other state.
    CONNECTING,
    /// This node is registered. Goes to `LOST`.
    CONNECTED,
    /// The connection broke or could not be made; it is tried again. Goes to `CONNECTING`.
    LOST,
    /// The exchange refuses this node; it is tried again later. Goes to `CONNECTING`.
    REFUSED
}
