package org.resilientswarm.core.session;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import javax.crypto.SecretKey;

/// An AES-256 key that can be forgotten; the JDK's own cannot.
final class EpochKey implements SecretKey {
    private static final long serialVersionUID = 1;

    private final transient byte[] bytes;
    private boolean destroyed;

    /// Takes the bytes over.
    EpochKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /// The key of the epoch after this one's.
    EpochKey next() {
        return new EpochKey(KeySchedule.next(this));
    }

    @Override
    public String getAlgorithm() {
        return "AES";
    }

    @Override
    public String getFormat() {
        return "RAW";
    }

    @Override
    public byte[] getEncoded() {
        if (destroyed) {
            throw new IllegalStateException("a key that was destroyed");
        }
        return bytes.clone();
    }

    @Override
    public void destroy() {
        Arrays.fill(bytes, (byte) 0);
        destroyed = true;
    }

    @Override
    public boolean isDestroyed() {
        return destroyed;
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException("a session's key leaves memory never");
    }
}
