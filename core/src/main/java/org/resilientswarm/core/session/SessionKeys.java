package org.resilientswarm.core.session;

/// The first traffic keys of a session, 32 bytes each.
///
/// @param sending seals what this side sends
/// @param receiving opens what the far side sends
public record SessionKeys(byte[] sending, byte[] receiving) {}
