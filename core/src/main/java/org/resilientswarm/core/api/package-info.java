/// What an application can do with a swarm.
///
/// Everything here is safe on every thread. Listeners are called one after the other on the
/// `swarm-events` thread and should not block it; what they throw is reported as a fault and does
/// not disturb others.
package org.resilientswarm.core.api;
