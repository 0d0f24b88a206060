/// Keys: the node's identity and its file, the prekeys that others seal to, signatures and sealing.
///
/// Everything is immutable or owned by the `swarm-loop` thread.
package org.resilientswarm.core.identity;
