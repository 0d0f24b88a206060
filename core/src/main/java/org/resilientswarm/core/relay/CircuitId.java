package org.resilientswarm.core.relay;

/// What a circuit is called on one link: the two sides of the link mean the same by it.
///
/// @param link the link's number at this node
/// @param number the circuit's number on that link
public record CircuitId(long link, long number) {}
