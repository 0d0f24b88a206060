/// Calls over streams: methods, results, errors, time limits, functions as arguments.
///
/// A call is a stream. On the `swarm-loop` thread its ends only move bytes and count; values are
/// written on the thread that calls, and read, run and answered on one virtual thread of the
/// called. The engine hands in the streams of type `rpc` and says when a session ends. docs/rpc.md
/// is the contract.
package org.resilientswarm.core.rpc;
