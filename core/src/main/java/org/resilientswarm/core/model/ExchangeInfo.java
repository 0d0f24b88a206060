package org.resilientswarm.core.model;

import java.net.URI;

/// A signal exchange as this node sees it.
///
/// @param url where it is
/// @param state how this node stands with it
/// @param reason why, in words; empty while connected
public record ExchangeInfo(URI url, ExchangeState state, String reason) {}
