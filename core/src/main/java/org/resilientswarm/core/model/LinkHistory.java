package org.resilientswarm.core.model;

import java.util.List;
import java.util.Optional;

/// What a node knows of its tries to make a direct link with a peer.
///
/// @param peer the peer at the far end
/// @param nat what the node's network does with UDP, as far as the tries have shown it
/// @param tries the last tries, the oldest first
public record LinkHistory(PublicKey peer, NatKind nat, List<LinkTry> tries) {
    /// Copies the list.
    public LinkHistory {
        tries = List.copyOf(tries);
    }

    /// The newest try in which either side told an address, else the newest one.
    public Optional<LinkTry> newest() {
        return tries.reversed().stream()
                .filter(it -> !it.own().isEmpty() || !it.theirs().isEmpty())
                .findFirst()
                .or(() -> tries.isEmpty() ? Optional.empty() : Optional.of(tries.getLast()));
    }
}
