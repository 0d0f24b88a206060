package org.resilientswarm.core.model;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One frame that a node sent or received while somebody looked.
///
/// @param number counts the frames of a capture, from 1
/// @param at when it was seen
/// @param outbound whether the node sent it
/// @param peer who is at the other end: of the link or of the session
/// @param via the members that carry the session's packets, from here to there; empty on a direct
///     link
/// @param layer who speaks in it
/// @param packet in which packet of the session it was; null on a link
/// @param stream which stream it belongs to, or null when to none
/// @param kind what it is for
/// @param length the bytes of the whole frame
/// @param captured the bytes that were kept, from the frame's first one on; copied in and out
/// @param info what it says, for people, in one line
public record TrafficEntry(
        long number,
        Instant at,
        boolean outbound,
        PublicKey peer,
        List<PublicKey> via,
        TrafficLayer layer,
        @Nullable Packet packet,
        @Nullable Stream stream,
        TrafficKind kind,
        int length,
        byte[] captured,
        String info) {
    /// The packet of a session that a frame was in. A packet may hold several.
    ///
    /// @param sequence its number, 0 when it is never sent again
    /// @param acknowledged the first number that its sender has not received
    public record Packet(long sequence, long acknowledged) {}

    /// The stream that a frame belongs to.
    ///
    /// @param id its number in the session
    /// @param type what it is for, empty when that is not known
    public record Stream(long id, String type) {}

    /// Copies the list and the bytes.
    public TrafficEntry {
        via = List.copyOf(via);
        captured = captured.clone();
    }

    @Override
    public byte[] captured() {
        return captured.clone();
    }

    /// How many bytes were kept.
    public int capturedLength() {
        return captured.length;
    }

    /// Everything in one line whose parts stand below each other: time in UTC, direction, peer,
    /// layer, stream, type of the stream, kind, length, and what the frame says.
    public String line() {
        return String.format(
                Locale.ROOT,
                "%tT.%<tLZ %s %s %-7s %6s %-8s %-9s %6d  %s",
                at.atOffset(ZoneOffset.UTC),
                outbound ? ">>" : "<<",
                peer.shortText(),
                layer,
                stream == null ? "" : stream.id,
                stream == null ? "" : stream.type,
                kind,
                length,
                info);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrafficEntry entry
                && number == entry.number
                && outbound == entry.outbound
                && length == entry.length
                && kind == entry.kind
                && layer == entry.layer
                && at.equals(entry.at)
                && peer.equals(entry.peer)
                && via.equals(entry.via)
                && Objects.equals(packet, entry.packet)
                && Objects.equals(stream, entry.stream)
                && info.equals(entry.info)
                && Arrays.equals(captured, entry.captured);
    }

    @Override
    public int hashCode() {
        return Objects.hash(number, at, peer, kind);
    }
}
