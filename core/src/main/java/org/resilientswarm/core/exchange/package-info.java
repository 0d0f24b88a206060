/// The signal exchange: a small server that carries sealed signals by public key and is trusted
/// with nothing.
///
/// It runs by itself (`rswarm exchange`) and inside every node. Its threads are Jetty's, one
/// virtual thread a message.
package org.resilientswarm.core.exchange;
