package org.resilientswarm.core.model;

import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.resilientswarm.core.model.KeyReading.Form;

/// A text in which a person says there is a key: finds out in which form it is written.
///
/// The forms overlap (a letter may stand for a value in each of them), so length and look decide:
/// 64 hexadecimal digits; 43 characters with capitals; everything else is read as the text form.
///
/// @param text as typed or pasted
record KeyInput(String text) {
    private static final Pattern HEX = Pattern.compile("\\p{XDigit}+");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]+={0,2}");
    private static final Pattern BASE64_ONLY =
            Pattern.compile(".*(?:[+/_=]|[a-z].*[A-Z]|[A-Z].*[a-z]).*");
    private static final Pattern GROUPED = Pattern.compile("(?:\\w{7}-){2,}\\w*");

    /// The beginning of a private key in DER, as hexadecimal digits: a sequence that opens with a
    /// version (PKCS#8, PKCS#1, SEC 1) or with a password-based algorithm (encrypted PKCS#8).
    private static final Pattern PRIVATE_DER =
            Pattern.compile(
                    "30(?:[0-7].|81..|82.{4})(?:02010[01]|30(?:[0-7].|81..|82.{4})06092a864886f70d0105).*");

    private static final int HEX_DIGITS = 2 * PublicKey.LENGTH;
    private static final int BASE64_CHARACTERS = 43;

    KeyReading read() {
        String compact = compact(text);
        if (compact.isEmpty()) {
            return refused(
                    ErrorCode.KEY_UNREADABLE,
                    "nothing was entered: paste a key or a rswarm:// link");
        }
        if (isPrivate(compact)) {
            return refused(ErrorCode.KEY_PRIVATE, "this is a private key: refused, and not stored");
        }
        if (LinkText.fits(compact)) {
            return new LinkText(compact).read();
        }
        return readBare(compact);
    }

    /// Reads a key that is not in a link.
    private KeyReading readBare(String compact) {
        boolean prefixed = compact.regionMatches(true, 0, "0x", 0, 2);
        String digits = prefixed ? compact.substring(2) : compact;
        if (isHex(digits, prefixed)) {
            return readHex(digits);
        }
        if (isBase64(compact)) {
            return readBase64(compact);
        }
        return readText();
    }

    private static boolean isHex(String digits, boolean prefixed) {
        if (prefixed || digits.length() == HEX_DIGITS) {
            return HEX.matcher(digits).matches();
        }
        return digits.length() != KeyText.CHARACTERS
                && digits.length() != BASE64_CHARACTERS
                && HEX.matcher(digits).matches();
    }

    private static KeyReading readHex(String digits) {
        if (digits.length() % 2 != 0) {
            return refused(
                    ErrorCode.KEY_LENGTH,
                    digits.length() + " hexadecimal digits, a key has " + HEX_DIGITS);
        }
        return ofBytes(HexFormat.of().parseHex(digits), Form.HEX);
    }

    private static boolean isBase64(String compact) {
        if (!BASE64.matcher(compact).matches() || GROUPED.matcher(compact).matches()) {
            return false;
        }
        int characters = compact.replace("=", "").length();
        if (characters == BASE64_CHARACTERS) {
            return compact.chars().anyMatch(c -> c < 'a' && !Character.isDigit(c) && c != '-');
        }
        return characters != KeyText.CHARACTERS && BASE64_ONLY.matcher(compact).matches();
    }

    private static KeyReading readBase64(String compact) {
        String characters = compact.replace("=", "").replace('+', '-').replace('/', '_');
        if (characters.length() % 4 == 1) {
            return refused(
                    ErrorCode.KEY_LENGTH,
                    characters.length() + " characters, a key in base64 has " + BASE64_CHARACTERS);
        }
        byte[] bytes = Base64.getUrlDecoder().decode(characters);
        if (bytes.length == PublicKey.LENGTH && !encoded(bytes).equals(characters)) {
            return refused(
                    ErrorCode.KEY_MISTYPED,
                    "the last character is mistyped: no 32 bytes in base64 end with it");
        }
        return ofBytes(bytes, Form.BASE64URL);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyReading ofBytes(byte[] bytes, Form form) {
        if (bytes.length != PublicKey.LENGTH) {
            return refused(
                    ErrorCode.KEY_LENGTH,
                    bytes.length
                            + (bytes.length == 1 ? " byte" : " bytes")
                            + ", a key has "
                            + PublicKey.LENGTH);
        }
        var key = new PublicKey(bytes);
        return new KeyReading.Valid(key, form, SwarmLink.to(key));
    }

    /// Reads the text form.
    private KeyReading readText() {
        byte[] values = new byte[KeyText.CHARACTERS];
        int count = 0;
        int position = 0;
        for (int character : text.codePoints().toArray()) {
            position++;
            if (isInvisible(character) || isDash(character)) {
                continue;
            }
            int value = KeyText.valueOf(character);
            if (value < 0) {
                return refused(
                        ErrorCode.KEY_UNREADABLE,
                        "'%s' at position %d does not occur in keys"
                                .formatted(Character.toString(character), position));
            }
            if (count < values.length) {
                values[count] = (byte) value;
            }
            count++;
        }
        if (count != values.length) {
            return refused(
                    ErrorCode.KEY_LENGTH,
                    count
                            + (count == 1 ? " character" : " characters")
                            + ", a key has "
                            + KeyText.CHARACTERS
                            + " in 8 groups of 7");
        }
        return new KeyText(values).read();
    }

    private static boolean isPrivate(String compact) {
        if (compact.toUpperCase(java.util.Locale.ROOT).contains("PRIVATEKEY")) {
            return true;
        }
        if (HEX.matcher(compact).matches()) {
            return PRIVATE_DER.matcher(compact.toLowerCase(java.util.Locale.ROOT)).matches();
        }
        String whole = compact.substring(0, compact.length() / 4 * 4);
        if (!whole.startsWith("M") || !BASE64.matcher(whole).matches()) {
            return false;
        }
        String characters = whole.replace("=", "").replace('+', '-').replace('/', '_');
        byte[] der = Base64.getUrlDecoder().decode(characters);
        return PRIVATE_DER.matcher(HexFormat.of().formatHex(der)).matches();
    }

    private static String compact(String text) {
        return text.codePoints()
                .filter(character -> !isInvisible(character))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /// Spaces of every kind, line ends, and the zero-width characters that web pages put into
    /// texts.
    private static boolean isInvisible(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.getType(character) == Character.FORMAT;
    }

    /// Word processors turn hyphens into longer dashes.
    private static boolean isDash(int character) {
        return Character.getType(character) == Character.DASH_PUNCTUATION;
    }

    private static KeyReading refused(ErrorCode code, String message) {
        return new KeyReading.Refused(code, message);
    }
}
