package org.resilientswarm.core.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/// Derives the keys of a session with HKDF-SHA256 (RFC 5869).
final class KeySchedule {
    static final int KEY_BYTES = 32;

    private static final byte[] CALLER = label("rswarm-session/1 caller");
    private static final byte[] CALLED = label("rswarm-session/1 called");
    private static final byte[] NEXT = label("rswarm-session/1 next");

    private KeySchedule() {}

    private static byte[] label(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// The first keys of both directions.
    ///
    /// @param hash the handshake's, public
    /// @param secrets what only the two sides know, in the order of the protocol
    /// @param caller whether this side has called
    static SessionKeys first(byte[] hash, List<byte[]> secrets, boolean caller) {
        var extract = HKDFParameterSpec.ofExtract().addSalt(hash);
        secrets.forEach(extract::addIKM);
        byte[] callers = derive(extract.thenExpand(CALLER, KEY_BYTES));
        byte[] calleds = derive(extract.thenExpand(CALLED, KEY_BYTES));
        return caller ? new SessionKeys(callers, calleds) : new SessionKeys(calleds, callers);
    }

    /// The key of the next epoch, which does not reveal the one before it.
    static byte[] next(SecretKey key) {
        return derive(HKDFParameterSpec.expandOnly(key, NEXT, KEY_BYTES));
    }

    private static byte[] derive(HKDFParameterSpec spec) {
        try {
            // Without a provider's name Java would load all that it finds, Bouncy Castle's too.
            return KDF.getInstance("HKDF-SHA256", "SunJCE").deriveData(spec);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no HKDF-SHA256", e);
        }
    }
}
