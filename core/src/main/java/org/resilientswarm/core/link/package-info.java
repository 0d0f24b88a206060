/// One hop: how bytes get to a neighbour. [org.resilientswarm.core.link.Transport] is the only face
/// of it that the engine knows; `link.webrtc` makes real connections, `link.memory` makes them in
/// one process with loss, delay and partitions.
package org.resilientswarm.core.link;
