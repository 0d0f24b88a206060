/// The loop: take an input, step the machines, perform the effects, publish.
///
/// [org.resilientswarm.core.engine.Engine] and everything it owns lives on the `swarm-loop` thread,
/// or in the simulation's one thread. Others reach it through
/// [org.resilientswarm.core.engine.EngineSwarm], which only hands things in.
package org.resilientswarm.core.engine;
