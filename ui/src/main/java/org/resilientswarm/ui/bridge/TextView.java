package org.resilientswarm.ui.bridge;

import java.time.Instant;
import org.resilientswarm.core.model.PublicKey;

/// A text that one side sent over a stream of its own, and what the other side answered on it.
///
/// @param number counts the texts of this console, from 1
/// @param peer who is at the other end
/// @param outbound whether the console's own node began
/// @param at when it began
/// @param text what the side that began has said so far
/// @param answer what the other side has said so far, empty when nothing
/// @param state how far it is
/// @param reason why it was reset, for people; empty when it was not
public record TextView(
        long number,
        PublicKey peer,
        boolean outbound,
        Instant at,
        String text,
        String answer,
        TextState state,
        String reason) {}
