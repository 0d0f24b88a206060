package org.resilientswarm.core.model;

/// What a text that should be a public key turned out to be.
public sealed interface KeyReading {

    /// The text is a key.
    ///
    /// @param key the key
    /// @param form in which form it was written
    /// @param link the link it stood in, with its hints; a bare key makes a link without hints
    record Valid(PublicKey key, Form form, SwarmLink link) implements KeyReading {}

    /// The text is no key.
    ///
    /// @param code why, for programs
    /// @param message why, as a sentence for people; never contains the text that was read
    record Refused(ErrorCode code, String message) implements KeyReading {}

    /// The forms in which a key may be written.
    enum Form {
        /// Crockford base32 with check characters, this project's own form.
        TEXT,
        /// 64 hexadecimal digits.
        HEX,
        /// 43 or 44 characters of base64url (RFC 4648).
        BASE64URL,
        /// A `rswarm://` link.
        LINK
    }

    /// Reads a key or a link in any of the accepted forms: any case, with spaces or without dashes.
    /// A private key is refused.
    ///
    /// @param text what a person typed or pasted
    static KeyReading of(String text) {
        return new KeyInput(text).read();
    }

    /// The text form of a key, see [PublicKey#text()].
    static String textOf(PublicKey key) {
        return KeyText.of(key).grouped();
    }
}
