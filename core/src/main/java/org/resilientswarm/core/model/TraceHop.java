package org.resilientswarm.core.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One member on the path to a peer, as a trace finds it.
///
/// @param peer the member
/// @param rtt the median time from here to it and back, null when it did not answer
/// @param sent how many times it was asked
/// @param lost how many of these it did not answer
public record TraceHop(PublicKey peer, @Nullable Duration rtt, int sent, int lost) {}
