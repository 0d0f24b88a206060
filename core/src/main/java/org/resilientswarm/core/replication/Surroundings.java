package org.resilientswarm.core.replication;

import java.util.random.RandomGenerator;
import org.resilientswarm.core.time.Clock;

/// What a replicator is given from outside.
record Surroundings(ReplicatorHost host, Clock clock, RandomGenerator random) {}
