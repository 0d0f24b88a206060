package org.resilientswarm.core.model;

import java.time.Instant;

/// A peer that this node talks with.
///
/// @param key its public key
/// @param name what it calls itself, empty when it has no name
/// @param agent its software and version
/// @param path the path in use
/// @param quality what the probes of that path found
/// @param since when the session came up
/// @param bytesIn bytes received from it
/// @param bytesOut bytes sent to it
public record PeerInfo(
        PublicKey key,
        String name,
        String agent,
        Path path,
        LinkQuality quality,
        Instant since,
        long bytesIn,
        long bytesOut) {
    /// The name, or the short form of the key when there is none.
    public String label() {
        return name.isEmpty() ? key.shortText() : name;
    }
}
