package org.resilientswarm.core.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// The text form of a key as 56 values of five bits: 32 bytes of the key, then 3 bytes of check.
///
/// ```
/// value   0 .. 51 (first bit)            51 (last four bits) .. 55
///         key, 256 bits                  check, 24 bits
/// ```
///
/// The check is the beginning of SHA-256 over a domain tag and the key; it misses a typing error
/// once in 16 million.
///
/// @param values the 56 values, 0 to 31 each
record KeyText(byte[] values) {
    /// How many characters the text form has, dashes not counted.
    static final int CHARACTERS = 56;

    /// Crockford's alphabet: no i, l, o (they look like digits) and no u.
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    private static final byte[] TAG = "rswarm-key".getBytes(StandardCharsets.US_ASCII);
    private static final int GROUP = 7;
    private static final int CHECK_BYTES = 3;

    static KeyText of(PublicKey key) {
        byte[] all = Arrays.copyOf(key.bytes(), PublicKey.LENGTH + CHECK_BYTES);
        System.arraycopy(Check.begin().of(all), 0, all, PublicKey.LENGTH, CHECK_BYTES);
        byte[] values = new byte[CHARACTERS];
        for (int bit = 0; bit < CHARACTERS * 5; bit++) {
            int set = all[bit / 8] >> (7 - bit % 8) & 1;
            values[bit / 5] = (byte) (values[bit / 5] << 1 | set);
        }
        return new KeyText(values);
    }

    /// The value of a character, or -1 when the alphabet has none like it.
    static int valueOf(int character) {
        return switch (character) {
            case 'o', 'O' -> 0;
            case 'i', 'I', 'l', 'L' -> 1;
            default -> ALPHABET.indexOf(Character.toLowerCase(character));
        };
    }

    /// Eight groups of seven lower-case characters, joined by dashes.
    String grouped() {
        var text = new StringBuilder();
        for (int i = 0; i < CHARACTERS; i++) {
            if (i > 0 && i % GROUP == 0) {
                text.append('-');
            }
            text.append(ALPHABET.charAt(values[i]));
        }
        return text.toString();
    }

    KeyReading read() {
        var check = Check.begin();
        if (check.matches(bytes())) {
            var key = new PublicKey(Arrays.copyOf(bytes(), PublicKey.LENGTH));
            return new KeyReading.Valid(key, KeyReading.Form.TEXT, SwarmLink.to(key));
        }
        int group = mistypedGroup(check);
        String where = group == 0 ? "a character" : "probably a character of group " + group;
        return new KeyReading.Refused(
                ErrorCode.KEY_MISTYPED, where + " is mistyped: the check does not match");
    }

    /// The number, from 1, of the only group in which changing one character makes the check match,
    /// or 0 when there is no such group.
    private int mistypedGroup(Check check) {
        int found = 0;
        for (int i = 0; i < CHARACTERS; i++) {
            int group = i / GROUP + 1;
            if (group != found && correctable(i, check)) {
                if (found != 0) {
                    return 0;
                }
                found = group;
            }
        }
        return found;
    }

    private boolean correctable(int position, Check check) {
        var changed = new KeyText(values.clone());
        for (byte value = 0; value < 32; value++) {
            changed.values[position] = value;
            if (check.matches(changed.bytes())) {
                return true;
            }
        }
        return false;
    }

    private byte[] bytes() {
        byte[] all = new byte[PublicKey.LENGTH + CHECK_BYTES];
        for (int bit = 0; bit < CHARACTERS * 5; bit++) {
            int set = values[bit / 5] >> (4 - bit % 5) & 1;
            all[bit / 8] = (byte) (all[bit / 8] << 1 | set);
        }
        return all;
    }

    /// Computes checks one after the other: a mistyped key has 1,736 neighbours.
    private record Check(MessageDigest digest) {
        static Check begin() {
            try {
                return new Check(MessageDigest.getInstance("SHA-256"));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }

        byte[] of(byte[] key) {
            digest.update(TAG);
            digest.update(key, 0, PublicKey.LENGTH);
            return digest.digest();
        }

        boolean matches(byte[] all) {
            return Arrays.equals(of(all), 0, CHECK_BYTES, all, PublicKey.LENGTH, all.length);
        }
    }
}
