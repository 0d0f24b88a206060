package org.resilientswarm.core.replication;

import java.util.random.RandomGenerator;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.time.Earliest;

/// What a replicator is given from outside.
///
/// @param dueAt is told when the replicator has something to do
record Surroundings(ReplicatorHost host, Clock clock, RandomGenerator random, Earliest dueAt) {
    Surroundings(ReplicatorHost host, Clock clock, RandomGenerator random) {
        this(host, clock, random, new Earliest());
    }
}
