package org.resilientswarm.core.session;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/// The same bytes after the same start, in every run: the nth request for 32 bytes or fewer gets
/// the beginning of SHA-256(seed ‖ n), both in four bytes, n from 0.
final class FixedRandom extends SecureRandom {
    private static final long serialVersionUID = 1;

    private final int seed;
    private int requests;

    FixedRandom(int seed) {
        this.seed = seed;
    }

    /// Begins anew.
    FixedRandom again() {
        requests = 0;
        return this;
    }

    @Override
    public void nextBytes(byte[] bytes) {
        try {
            byte[] made =
                    MessageDigest.getInstance("SHA-256")
                            .digest(ByteBuffer.allocate(8).putInt(seed).putInt(requests++).array());
            System.arraycopy(made, 0, bytes, 0, bytes.length);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
