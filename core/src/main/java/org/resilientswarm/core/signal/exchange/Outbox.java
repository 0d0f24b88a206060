package org.resilientswarm.core.signal.exchange;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.wire.Signal;

/// The signals whose fate is not known yet: not sent, not acknowledged, or waiting at the exchange
/// for their receiver. They are sent again over the next connection.
final class Outbox {
    /// More than the exchange takes at once.
    static final int MAX_SIGNALS = 256;

    private final LinkedHashMap<ByteBuffer, Signal> signals = new LinkedHashMap<>();

    /// Adds a signal.
    ///
    /// @return the oldest one when there was no room, which is given up then
    Optional<Signal> add(Signal signal) {
        signals.put(ByteBuffer.wrap(signal.id()), signal);
        if (signals.size() <= MAX_SIGNALS) {
            return Optional.empty();
        }
        return Optional.of(signals.pollFirstEntry().getValue());
    }

    /// Takes a signal out whose fate is known now.
    Optional<Signal> settle(byte[] id) {
        @Nullable Signal settled = signals.remove(ByteBuffer.wrap(id));
        return Optional.ofNullable(settled);
    }

    /// All of them, oldest first.
    List<Signal> all() {
        return List.copyOf(signals.values());
    }
}
