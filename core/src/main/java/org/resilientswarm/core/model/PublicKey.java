package org.resilientswarm.core.model;

import java.util.Arrays;
import java.util.HexFormat;

/// The public half of a node's Ed25519 identity (RFC 8032), which is also the node's name.
///
/// Keys are ordered as unsigned byte strings; of two nodes that call each other at once the one
/// with the larger key keeps its offer.
///
/// @param bytes the 32 bytes of the key; copied in and out
public record PublicKey(byte[] bytes) implements Comparable<PublicKey> {
    /// The length of a key in bytes.
    public static final int LENGTH = 32;

    /// Copies the bytes.
    ///
    /// @throws IllegalArgumentException when there are not exactly 32
    public PublicKey {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException(bytes.length + " bytes, a key has " + LENGTH);
        }
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /// The text form: 56 lower-case Crockford base32 characters in 8 groups of 7, of which the last
    /// bits are a check.
    public String text() {
        return KeyReading.textOf(this);
    }

    /// The first group of the text form, for people who know which keys are around; not unique.
    public String shortText() {
        return text().substring(0, 7);
    }

    @Override
    public int compareTo(PublicKey other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublicKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// The text form.
    @Override
    public String toString() {
        return text();
    }

    /// The 64 lower-case hexadecimal digits of the key.
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }
}
