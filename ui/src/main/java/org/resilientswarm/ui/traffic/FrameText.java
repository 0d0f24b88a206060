package org.resilientswarm.ui.traffic;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.TrafficEntry;
import org.resilientswarm.core.model.TrafficField;

/// Frames as text: for rows, and for the clipboard.
final class FrameText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");

    private FrameText() {}

    /// The time of day of this machine.
    static String time(TrafficEntry entry) {
        return TIME.format(entry.at());
    }

    /// The bytes that were kept, as hexadecimal digits.
    static String hex(TrafficEntry entry) {
        return SPACED.formatHex(entry.captured());
    }

    /// Everything known of a frame, in raw units and full keys.
    ///
    /// @param root its fields, or null when they are not known yet
    static String json(TrafficEntry entry, @Nullable TrafficField root) {
        List<String> members = new ArrayList<>();
        members.add(member("number", entry.number()));
        members.add(member("at", entry.at().toString()));
        members.add(member("direction", entry.outbound() ? "out" : "in"));
        members.add(member("peer", entry.peer().text()));
        members.add("\"via\":" + list(entry.via().stream().map(PublicKey::text).toList()));
        members.add(member("layer", entry.layer().name()));
        members.add(member("kind", entry.kind().name()));
        var packet = entry.packet();
        if (packet != null) {
            members.add(member("sequence", packet.sequence()));
            members.add(member("acknowledged", packet.acknowledged()));
        }
        var stream = entry.stream();
        if (stream != null) {
            members.add(member("stream", stream.id()));
            members.add(member("type", stream.type()));
        }
        members.add(member("length", entry.length()));
        members.add(member("captured", HexFormat.of().formatHex(entry.captured())));
        members.add(member("info", entry.info()));
        if (root != null) {
            members.add("\"fields\":" + fields(root.children()));
        }
        return object(members);
    }

    private static String fields(List<TrafficField> fields) {
        return fields.stream().map(FrameText::field).collect(Collectors.joining(",", "[", "]"));
    }

    private static String field(TrafficField field) {
        List<String> members = new ArrayList<>();
        members.add(member("name", field.name()));
        members.add(member("value", field.value()));
        members.add(member("from", field.from()));
        members.add(member("length", field.length()));
        if (!field.children().isEmpty()) {
            members.add("\"fields\":" + fields(field.children()));
        }
        return object(members);
    }

    private static String object(List<String> members) {
        return "{" + String.join(",", members) + "}";
    }

    private static String list(List<String> texts) {
        return texts.stream().map(FrameText::quoted).collect(Collectors.joining(",", "[", "]"));
    }

    private static String member(String name, long value) {
        return quoted(name) + ":" + value;
    }

    private static String member(String name, String value) {
        return quoted(name) + ":" + quoted(value);
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                default -> {
                    if (c < ' ') {
                        quoted.append("\\u").append(HexFormat.of().toHexDigits(c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
