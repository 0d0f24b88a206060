package org.resilientswarm.core.model;

/// Whether a node relays for others, and how much.
///
/// @param willing whether it takes circuits at all
/// @param circuits how many at a time
/// @param circuitsPerPeer how many of them one neighbour may open
/// @param circuitBits what one circuit may carry in bits a second, both directions together; 0 for
///     no limit
/// @param totalBits what all circuits together may carry in bits a second; 0 for no limit
public record RelayPolicy(
        boolean willing, int circuits, int circuitsPerPeer, long circuitBits, long totalBits) {
    /// Relays with caps that an ordinary line at home bears.
    public static final RelayPolicy DEFAULT =
            new RelayPolicy(true, 128, 16, 50_000_000, 200_000_000);

    /// @throws IllegalArgumentException when a limit is negative
    public RelayPolicy {
        if (circuits < 0 || circuitsPerPeer < 0 || circuitBits < 0 || totalBits < 0) {
            throw new IllegalArgumentException("a negative limit: " + this);
        }
    }

    /// The same, willing or not.
    public RelayPolicy withWilling(boolean nowWilling) {
        return new RelayPolicy(nowWilling, circuits, circuitsPerPeer, circuitBits, totalBits);
    }

    /// The same with other limits of bandwidth.
    ///
    /// @param circuit for one circuit in bits a second, 0 for none
    /// @param total for all together in bits a second, 0 for none
    public RelayPolicy withBits(long circuit, long total) {
        return new RelayPolicy(willing, circuits, circuitsPerPeer, circuit, total);
    }
}
