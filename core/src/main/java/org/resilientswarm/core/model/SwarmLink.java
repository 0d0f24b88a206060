package org.resilientswarm.core.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one person sends another so that they can join: a key, and where its owner can be
/// signalled.
///
/// Written `rswarm://KEY?x=HOST:PORT&x=…&n=NAME`.
///
/// @param key the member to call
/// @param exchanges signal exchanges at which the member may be found, at most [#MAX_EXCHANGES]
/// @param name what the member calls itself; a claim that nobody has checked
public record SwarmLink(PublicKey key, List<HostPort> exchanges, @Nullable String name) {
    /// More exchange hints than this are refused.
    public static final int MAX_EXCHANGES = 8;

    /// Copies the list.
    ///
    /// @throws IllegalArgumentException when there are too many exchanges
    public SwarmLink {
        exchanges = List.copyOf(exchanges);
        if (exchanges.size() > MAX_EXCHANGES) {
            throw new IllegalArgumentException(
                    exchanges.size() + " exchange hints, a link has at most " + MAX_EXCHANGES);
        }
    }

    /// A link without hints.
    public static SwarmLink to(PublicKey key) {
        return new SwarmLink(key, List.of(), null);
    }

    /// The link as text, ready to be pasted elsewhere.
    public String text() {
        return LinkText.of(this).text();
    }

    @Override
    public String toString() {
        return text();
    }
}
