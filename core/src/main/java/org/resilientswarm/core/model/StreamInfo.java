package org.resilientswarm.core.model;

import java.time.Instant;

/// A stream of a session.
///
/// @param id its number in the session
/// @param type what it is for, such as `db` or `rpc`
/// @param outbound whether this node opened it
/// @param state how far it is
/// @param since when it was opened
/// @param bytesIn bytes received
/// @param bytesOut bytes sent
/// @param waiting bytes that the application has written and that have not been sent
/// @param unread bytes received that the application has not read
public record StreamInfo(
        long id,
        String type,
        boolean outbound,
        StreamState state,
        Instant since,
        long bytesIn,
        long bytesOut,
        long waiting,
        long unread) {}
