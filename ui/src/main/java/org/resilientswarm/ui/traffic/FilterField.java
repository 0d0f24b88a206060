package org.resilientswarm.ui.traffic;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.TrafficEntry;
import org.resilientswarm.core.model.TrafficKind;
import org.resilientswarm.core.model.TrafficLayer;

/// What a term of the filter looks at.
enum FilterField {
    /// Everything that stands in the row.
    WORD,
    /// Who is at the other end: a part of the name or of the key.
    PEER,
    /// The type of the stream, or a part of it.
    TYPE,
    /// How the kind begins.
    KIND,
    /// `link` or `session`.
    LAYER,
    /// `in` or `out`.
    DIR,
    /// Who carries the packet.
    VIA,
    /// The number of the stream.
    STREAM,
    /// The length in bytes, after `<` or `>` if it is a bound.
    LEN;

    /// The fields that have a name, in the order of the constants.
    static String all() {
        return String.join(
                " ",
                Arrays.stream(values())
                        .filter(field -> field != WORD)
                        .map(field -> field.written() + ":")
                        .toList());
    }

    static Optional<FilterField> named(String name) {
        return Arrays.stream(values())
                .filter(field -> field != WORD && field.written().equalsIgnoreCase(name))
                .findFirst();
    }

    String written() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether such a value can fit at all.
    boolean accepts(String value) {
        return switch (this) {
            case WORD, PEER, TYPE, VIA -> true;
            case KIND -> begins(Arrays.asList(TrafficKind.values()), value);
            case LAYER -> begins(Arrays.asList(TrafficLayer.values()), value);
            case DIR -> "in".equalsIgnoreCase(value) || "out".equalsIgnoreCase(value);
            case STREAM -> value.matches("\\d{1,18}");
            case LEN -> value.matches("[<>]?\\d{1,9}");
        };
    }

    private static boolean begins(List<? extends Enum<?>> constants, String value) {
        return constants.stream().anyMatch(constant -> startsWith(constant.name(), value));
    }

    boolean fits(TrafficEntry entry, FrameNames names, String value) {
        return switch (this) {
            case WORD -> inRow(entry, names, value);
            case PEER -> isPeer(entry.peer(), names, value);
            case TYPE -> contains(FrameNames.type(entry), value);
            case KIND -> startsWith(entry.kind().name(), value);
            case LAYER -> startsWith(entry.layer().name(), value);
            case DIR -> "out".equalsIgnoreCase(value) == entry.outbound();
            case VIA -> entry.via().stream().anyMatch(key -> isPeer(key, names, value));
            case STREAM -> {
                var stream = entry.stream();
                yield stream != null && stream.id() == Long.parseLong(value);
            }
            case LEN -> length(entry.length(), value);
        };
    }

    private static boolean inRow(TrafficEntry entry, FrameNames names, String word) {
        return contains(entry.info(), word)
                || contains(entry.kind().name(), word)
                || contains(FrameNames.type(entry), word)
                || contains(names.from(entry), word)
                || contains(names.to(entry), word)
                || contains(names.path(entry), word);
    }

    private static boolean isPeer(PublicKey key, FrameNames names, String value) {
        return contains(names.label(key), value)
                || (value.length() >= 4 && startsWith(key.text(), value));
    }

    private static boolean length(int length, String value) {
        char first = value.charAt(0);
        int bound =
                Integer.parseInt(value, first == '<' || first == '>' ? 1 : 0, value.length(), 10);
        return first == '<' ? length < bound : first == '>' ? length > bound : length == bound;
    }

    private static boolean startsWith(String text, String part) {
        return text.regionMatches(true, 0, part, 0, part.length());
    }

    private static boolean contains(String text, String part) {
        for (int at = 0; at <= text.length() - part.length(); at++) {
            if (text.regionMatches(true, at, part, 0, part.length())) {
                return true;
            }
        }
        return false;
    }
}
