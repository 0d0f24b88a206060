package org.resilientswarm.core.rpc;

/// What is called at a peer.
sealed interface Target {
    /// A method that it offers.
    record Method(String name) implements Target {}

    /// A function that it handed over.
    record Function(long id) implements Target {}
}
