package org.resilientswarm.core.model;

import java.util.List;

/// A part of a frame: what it is called, what it says, and which bytes say it.
///
/// @param name what the protocol calls it
/// @param value what it says, for people, in one line
/// @param from where its bytes begin in [TrafficEntry#captured]
/// @param length how many bytes it has there, 0 when they were not kept
/// @param children its own parts, in the order of their bytes
public record TrafficField(
        String name, String value, int from, int length, List<TrafficField> children) {
    /// Copies the list.
    public TrafficField {
        children = List.copyOf(children);
    }

    /// A field without parts.
    public static TrafficField leaf(String name, String value, int from, int length) {
        return new TrafficField(name, value, from, length, List.of());
    }

    /// Whether one of its bytes is at this place.
    public boolean covers(int at) {
        return at >= from && at < from + length;
    }
}
