/// N whole nodes on memory links in virtual time, from a seed: for tests and drills.
///
/// The same engine code as in a program; only the clock, the timers, the links and the exchange are
/// virtual. Everything runs on the thread that calls
/// [org.resilientswarm.core.simulation.Simulation], and two runs from one seed are the same to the
/// last event.
package org.resilientswarm.core.simulation;
