package org.resilientswarm.core.wire;

import org.resilientswarm.core.model.PublicKey;

/// What a record is found by.
///
/// @param author whose record it is
/// @param kind what it is about
/// @param name which one of its kind
public record RecordKey(PublicKey author, String kind, String name) {}
