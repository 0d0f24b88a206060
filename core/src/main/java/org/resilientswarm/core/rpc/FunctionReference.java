package org.resilientswarm.core.rpc;

/// The first number of a reference: whose function it is, as its reader sees it.
final class FunctionReference {
    /// The sender's. Its number and its first number follow.
    static final long THEIRS = 0;

    /// The reader's own, coming back. Its number follows.
    static final long OURS = 1;

    private FunctionReference() {}
}
