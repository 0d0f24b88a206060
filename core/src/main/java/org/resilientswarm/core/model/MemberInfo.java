package org.resilientswarm.core.model;

/// A member of the swarm that this node has heard of, linked or not.
///
/// @param key its public key
/// @param name what it calls itself, empty when it has no name
/// @param linked whether there is a link with it now
/// @param reason why there is none, in words; empty when linked
public record MemberInfo(PublicKey key, String name, boolean linked, String reason) {}
