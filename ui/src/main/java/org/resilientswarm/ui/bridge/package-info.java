/// The only code of the console that listens to a swarm, asks the JavaFX toolkit for threads and
/// makes threads of its own.
///
/// Nodes are polled ten times a second on the `ui-poll` thread; what they say becomes one immutable
/// [SwarmPicture], which reaches each view through a [Mailbox] of its own on the JavaFX thread.
package org.resilientswarm.ui.bridge;
