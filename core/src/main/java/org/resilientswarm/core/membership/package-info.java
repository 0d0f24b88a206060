/// Whom to be linked with: dialling, answering, redialling, and who is there. Pure: no threads, no
/// clock, no I/O.
///
/// The engine hands inputs and the time to [org.resilientswarm.core.membership.Membership] on the
/// `swarm-loop` thread and performs the effects that come back.
package org.resilientswarm.core.membership;
