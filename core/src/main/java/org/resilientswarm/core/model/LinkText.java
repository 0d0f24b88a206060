package org.resilientswarm.core.model;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A link in writing: `rswarm://KEY?x=HOST:PORT&x=…&n=NAME`, percent-encoded (RFC 3986). Parts with
/// another name are left for later versions and skipped.
///
/// @param text the whole link, without spaces
record LinkText(String text) {
    private static final String SCHEME = "rswarm:";
    private static final int MAX_NAME_LENGTH = 64;

    /// Whether a text is meant to be a link.
    static boolean fits(String compact) {
        return compact.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    static LinkText of(SwarmLink link) {
        var parts = new ArrayList<String>();
        for (HostPort exchange : link.exchanges()) {
            parts.add("x=" + encode(exchange.toString()));
        }
        if (link.name() != null) {
            parts.add("n=" + encode(link.name()));
        }
        String query = parts.isEmpty() ? "" : "?" + String.join("&", parts);
        return new LinkText(SCHEME + "//" + link.key().text() + query);
    }

    KeyReading read() {
        String rest = text.substring(SCHEME.length());
        rest = rest.startsWith("//") ? rest.substring(2) : rest;
        int question = rest.indexOf('?');
        String keyPart = question < 0 ? rest : rest.substring(0, question);
        // Browsers and mail programs end the authority of a link with a slash.
        keyPart = keyPart.endsWith("/") ? keyPart.substring(0, keyPart.length() - 1) : keyPart;
        if (fits(keyPart)) {
            return malformed("a link stands inside the link");
        }
        if (keyPart.isEmpty()) {
            return malformed("the link has no key behind rswarm://");
        }
        return switch (new KeyInput(keyPart).read()) {
            case KeyReading.Refused refused -> refused;
            case KeyReading.Valid valid ->
                    readHints(valid.key(), question < 0 ? "" : rest.substring(question + 1));
        };
    }

    private static KeyReading readHints(PublicKey key, String query) {
        var exchanges = new ArrayList<HostPort>();
        @Nullable String name = null;
        try {
            for (String part : query.isEmpty() ? new String[0] : query.split("&", -1)) {
                if (part.startsWith("x=")) {
                    exchanges.add(exchange(exchanges.size() + 1, part.substring(2)));
                } else if (part.startsWith("n=")) {
                    requireValid(name == null, "the link has two names (n=)");
                    name = name(part.substring(2));
                } else {
                    requireValid(part.indexOf('=') > 0, "a part of the link is not NAME=VALUE");
                }
            }
            return valid(key, exchanges, name);
        } catch (IllegalArgumentException e) {
            return malformed(String.valueOf(e.getMessage()));
        }
    }

    private static KeyReading valid(
            PublicKey key, List<HostPort> exchanges, @Nullable String name) {
        return new KeyReading.Valid(key, KeyReading.Form.LINK, new SwarmLink(key, exchanges, name));
    }

    private static HostPort exchange(int number, String encoded) {
        String part = "exchange hint " + number + " (x=)";
        String decoded = decode(part, encoded);
        try {
            return HostPort.of(decoded);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(part + " is not HOST:PORT", e);
        }
    }

    private static String name(String encoded) {
        String name = decode("the name (n=)", encoded);
        requireValid(
                name.length() <= MAX_NAME_LENGTH,
                "the name (n=) has more than " + MAX_NAME_LENGTH + " characters");
        requireValid(
                name.codePoints().noneMatch(Character::isISOControl),
                "the name (n=) has a control character");
        return name;
    }

    private static String decode(String part, String encoded) {
        try {
            // A plus stands for itself here; only web forms write spaces so.
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    part + " has a percent sign without two hexadecimal digits", e);
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%3A", ":");
    }

    private static void requireValid(boolean valid, String message) {
        if (!valid) {
            throw new IllegalArgumentException(message);
        }
    }

    private static KeyReading malformed(String message) {
        return new KeyReading.Refused(ErrorCode.LINK_MALFORMED, message);
    }
}
