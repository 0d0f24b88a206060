package org.resilientswarm.core.wire;

import java.net.URI;
import java.util.Locale;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.PublicKey;

/// The proof by which a client registers at an exchange: a signature over the exchange's nonce and
/// over the authority under which the client dialled it. What one exchange was given is worth
/// nothing at another.
public final class Registration {
    /// The domain tag of the signature.
    public static final String DOMAIN = "rswarm-register/1";

    private Registration() {}

    /// Signs a registration.
    ///
    /// @param nonce the 32 bytes from the exchange's hello
    /// @param authority where the client dialled the exchange, see [#authority(URI)]
    public static byte[] sign(Identity identity, byte[] nonce, String authority) {
        return identity.sign(DOMAIN, canonical(nonce, authority));
    }

    /// Whether the owner of the key signed this registration.
    public static boolean verify(PublicKey key, byte[] nonce, String authority, byte[] signature) {
        return Identity.verify(key, DOMAIN, canonical(nonce, authority), signature);
    }

    /// The authority of an exchange's URL: `HOST:PORT` in lower case, the port always there.
    ///
    /// @throws IllegalArgumentException when the URL has no host
    public static String authority(URI url) {
        String host = url.getHost();
        if (host == null) {
            throw new IllegalArgumentException("'" + url + "' has no host");
        }
        boolean secure = "wss".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new HostPort(bare.toLowerCase(Locale.ROOT), port).toString();
    }

    private static byte[] canonical(byte[] nonce, String authority) {
        return new CanonicalBytes().varying(nonce).text(authority).toBytes();
    }
}
