/// The ways to peers: what the members' reports say of the network, what a way costs, and which one
/// is used.
///
/// Pure: no threads, no time of its own. docs/protocol.md, Paths, is the text.
@org.jspecify.annotations.NullMarked
package org.resilientswarm.core.path;
