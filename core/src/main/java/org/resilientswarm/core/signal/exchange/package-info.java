/// The route over a signal exchange: a WebSocket client that registers, reconnects, and carries
/// signals.
package org.resilientswarm.core.signal.exchange;
