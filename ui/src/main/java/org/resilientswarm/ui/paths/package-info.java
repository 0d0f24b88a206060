/// The ways to a peer, which one is used and why, and what the own node carries for others.
///
/// [PathWork] asks the engine on a thread of its own; [PathsViewModel] hands on what it finds.
package org.resilientswarm.ui.paths;
