/// Links within one process, with delay, loss and partitions: for tests, the simulation and drills.
/// Single-threaded, on the timers that are handed in.
package org.resilientswarm.core.link.memory;
