/// One encrypted conversation with a peer: handshake, packets, streams, credit, acknowledgement.
///
/// Pure: plain objects that belong to the `swarm-loop` thread and are handed the time. The engine
/// gives a session a path for its packets and ends for its streams.
package org.resilientswarm.core.session;
