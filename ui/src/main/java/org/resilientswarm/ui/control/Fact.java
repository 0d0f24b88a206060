package org.resilientswarm.ui.control;

/// A line of a [FactGrid].
///
/// @param name what it is about
/// @param value what is known of it; a dash when nothing is
public record Fact(String name, String value) {}
