package org.resilientswarm.core.exchange;

import java.time.Duration;
import java.util.Map;
import org.resilientswarm.core.model.ErrorCode;

/// What an exchange does and did, at one moment.
///
/// @param uptime for how long it has been running
/// @param connections how many clients are connected now, registered or not
/// @param registered how many keys are registered now
/// @param waiting how many signals wait for their receivers now
/// @param delivered how many signals were handed over
/// @param expired how many signals waited in vain
/// @param stunAnswered how many STUN binding requests were answered
/// @param stunIgnored how many datagrams at the STUN port were none, or one too many
/// @param refused how many messages were refused, by code; codes that never occurred are missing
public record ExchangeStats(
        Duration uptime,
        int connections,
        int registered,
        int waiting,
        long delivered,
        long expired,
        long stunAnswered,
        long stunIgnored,
        Map<ErrorCode, Long> refused) {
    /// Copies the map.
    public ExchangeStats {
        refused = Map.copyOf(refused);
    }
}
