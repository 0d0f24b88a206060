/// What bytes mean: messages, their codecs and limits, and every constant of the protocol.
///
/// docs/protocol.md is the normative text; a test compares its table of constants with
/// [org.resilientswarm.core.wire.Protocol]. Bad bytes are one checked exception,
/// [org.resilientswarm.core.wire.MalformedException].
package org.resilientswarm.core.wire;
