/// The closed list of things that happened, in the past tense.
///
/// Events are emitted after the state changed and heard on the `swarm-events` thread, in the order
/// of their [SwarmEvent#sequence()]. State is polled with `Swarm.snapshot()`; nobody rebuilds it
/// from events.
package org.resilientswarm.core.event;
