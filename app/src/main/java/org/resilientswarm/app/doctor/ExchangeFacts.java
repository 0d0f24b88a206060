package org.resilientswarm.app.doctor;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.HostPort;

/// What was found of an exchange.
///
/// @param url its address
/// @param failure why it cannot be used, null when it can
/// @param agent which program it is, empty when not known
/// @param answered how long it took to answer, null when it did not
/// @param clockAhead by how much its clock is ahead of this machine's, null when not known
/// @param stun where it answers STUN questions, null when it does not
record ExchangeFacts(
        URI url,
        @Nullable String failure,
        String agent,
        @Nullable Duration answered,
        @Nullable Duration clockAhead,
        @Nullable HostPort stun) {
    /// Whether it can be used.
    boolean usable() {
        return failure == null;
    }

    static ExchangeFacts failed(URI url, String reason) {
        return new ExchangeFacts(url, reason, "", null, null, null);
    }
}
