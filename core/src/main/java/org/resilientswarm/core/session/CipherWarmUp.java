package org.resilientswarm.core.session;

import java.security.SecureRandom;
import org.resilientswarm.core.wire.MalformedException;

/// Lets the JVM compile the cipher before there is much to seal: until then it runs at a hundredth
/// of its speed, which the first megabytes of a process would pay.
public final class CipherWarmUp {
    private static final int PACKETS = 6_000;
    private static final int PACKET_BYTES = 2 * 1024;

    private CipherWarmUp() {}

    /// Seals and opens some megabytes; once is enough in a process. Takes a tenth of a second of a
    /// processor. Any thread.
    public static void run() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        var near = new PacketCipher(new SessionKeys(key.clone(), key.clone()), 1, 0);
        byte[] content = new byte[PACKET_BYTES];
        byte[] message = new byte[PacketCipher.OVERHEAD + content.length];
        try {
            for (int i = 0; i < PACKETS; i++) {
                near.seal(content, content.length, message, 0, 0);
                near.open(message, 0, message.length, 0);
            }
        } catch (MalformedException e) {
            throw new IllegalStateException("AES-GCM does not open what it has sealed", e);
        } finally {
            near.destroy();
        }
    }
}
