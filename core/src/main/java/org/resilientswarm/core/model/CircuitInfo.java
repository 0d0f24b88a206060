package org.resilientswarm.core.model;

import java.time.Instant;

/// A circuit that runs through this node.
///
/// @param origin who opened it, as it says itself
/// @param target who is at its far end
/// @param from the neighbour from which it comes: the origin, or another relay
/// @param to the neighbour to which it goes: the target, or another relay
/// @param since when it was accepted
/// @param bytesForward what was carried from the origin to the target
/// @param bytesBack what was carried the other way
/// @param waitingBytes what waits here because of a limit or a slow link
public record CircuitInfo(
        PublicKey origin,
        PublicKey target,
        PublicKey from,
        PublicKey to,
        Instant since,
        long bytesForward,
        long bytesBack,
        long waitingBytes) {}
