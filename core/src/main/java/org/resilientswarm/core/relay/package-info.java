/// Circuits: the hops that carry a session's packets through other members, and what this node
/// carries for others.
///
/// Pure: takes frames and the time, and says through [CircuitHost] what is to be sent and what
/// happened. Owned by the `swarm-loop` thread. docs/protocol.md, Circuits, is the text.
@org.jspecify.annotations.NullMarked
package org.resilientswarm.core.relay;
