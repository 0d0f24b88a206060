/// The route through the swarm: a signal is passed on from neighbour to neighbour until it reaches
/// its key. Pure.
package org.resilientswarm.core.signal.swarm;
