package org.resilientswarm.core.session;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.time.ManualTime;
import org.resilientswarm.core.wire.ContentWriter;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.SessionCodec;

/// What a session reads, as functions of bytes.
public final class SessionDecoders {
    private static final Identity ANNA = Identity.ofSeed(new byte[32]);
    private static final Identity BEN = Identity.ofSeed(key(1));
    private static final HandshakeIdentity OWN = new HandshakeIdentity(ANNA, new SecureRandom());

    private SessionDecoders() {}

    private static byte[] key(int value) {
        byte[] key = new byte[32];
        key[0] = (byte) value;
        return key;
    }

    /// The caller's first message.
    public static boolean first(byte[] bytes) throws MalformedException {
        byte[] answer = Handshake.respond(OWN, BEN.publicKey()).take(bytes, 0);
        return answer != null;
    }

    public static List<byte[]> firsts() {
        var ben = new HandshakeIdentity(BEN, new SecureRandom());
        return List.of(Handshake.initiate(ben, ANNA.publicKey()).first());
    }

    /// The answer; what has another length is given the right one, or nothing else would be tried.
    public static boolean second(byte[] bytes) throws MalformedException {
        var anna = Handshake.initiate(OWN, BEN.publicKey());
        anna.first();
        return anna.take(sized(bytes, Handshake.SECOND_BYTES), 0) != null;
    }

    /// The proof, likewise.
    public static boolean third(byte[] bytes) throws MalformedException {
        var anna = Handshake.respond(OWN, BEN.publicKey());
        anna.take(firsts().getFirst(), 0);
        anna.take(sized(bytes, Handshake.THIRD_BYTES), 0);
        return anna.keys() != null;
    }

    private static byte[] sized(byte[] bytes, int length) {
        return bytes.length % 2 == 0 ? bytes : Arrays.copyOf(bytes, length);
    }

    /// A packet of a session, before anything in it is believed.
    public static boolean sealed(byte[] bytes) throws MalformedException {
        return cipher(3, 4).open(bytes, 0, bytes.length, 0).length < bytes.length;
    }

    public static List<byte[]> packets() {
        byte[] message = new byte[PacketCipher.OVERHEAD + 5];
        cipher(4, 3).seal(new byte[5], 5, message, 0, 0);
        return List.of(message);
    }

    private static PacketCipher cipher(int sending, int receiving) {
        return new PacketCipher(new SessionKeys(key(sending), key(receiving)), 1, 0);
    }

    /// A peer with the right keys that says anything: the bytes are contents of packets, each
    /// behind its length in two bytes.
    public static boolean session(byte[] bytes) throws MalformedException {
        var time = new ManualTime(Instant.EPOCH);
        var listener = new Decoding();
        var session =
                new Session(
                        new PublicKey(key(9)),
                        false,
                        cipher(3, 4),
                        time,
                        Session.scratch(),
                        listener);
        var far = cipher(4, 3);
        session.path(listener);
        session.open("t", new MemoryEnd());
        for (int at = 0; at + 2 <= bytes.length; ) {
            int length = (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
            int end = Math.min(bytes.length, at + 2 + length);
            byte[] content = Arrays.copyOfRange(bytes, at + 2, end);
            byte[] message = new byte[PacketCipher.OVERHEAD + content.length];
            far.seal(content, content.length, message, 0, 0);
            session.receive(message, 0, message.length, listener);
            session.flush();
            session.tick();
            at = end;
        }
        session.lost();
        return true;
    }

    /// Opens a stream and writes, ends and resets; and says everything else that can be said.
    public static List<byte[]> contents() {
        var writer = new ContentWriter(1000);
        writer.open(2, "t");
        int at = writer.dataAt(2);
        writer.array()[at] = 7;
        writer.data(2, 1, false);
        byte[] first = behindLength(writer, 1, 1);
        writer.clear();
        writer.credit(1, 1 << 20);
        writer.ping(5);
        writer.open(4, "u");
        writer.dataAt(2);
        writer.data(2, 0, true);
        writer.reset(4, 1);
        byte[] second = behindLength(writer, 2, 1);
        writer.clear();
        writer.pong(6);
        writer.close(0, "bye");
        byte[] third = behindLength(writer, 0, 1);
        var all = new ArrayList<byte[]>(List.of(first, joined(first, second)));
        all.add(joined(joined(first, second), third));
        return all;
    }

    private static byte[] behindLength(ContentWriter writer, long sequence, long acknowledged) {
        byte[] content = writer.content();
        ContentWriter.header(content, sequence, acknowledged);
        byte[] length = {(byte) (content.length >> 8), (byte) content.length};
        return joined(length, content);
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /// Takes every stream, and swallows what the session sends.
    private static final class Decoding implements SessionListener, SessionPath {
        @Override
        public StreamEnd accept(Session session, long id, String type) {
            var end = new MemoryEnd();
            end.bind(session, id);
            return end;
        }

        @Override
        public void answered(Session session, long token) {}

        @Override
        public void closed(Session session, String reason) {}

        @Override
        public void refused(org.resilientswarm.core.model.ErrorCode code) {}

        @Override
        public void saw(Session session, boolean outbound, byte[] content, int length) {
            if (length < SessionCodec.HEADER_BYTES && outbound) {
                throw new AssertionError("the session sends half a header");
            }
        }

        @Override
        public int headroom() {
            return 0;
        }

        @Override
        public void send(byte[] message, boolean urgent) {}

        @Override
        public long bufferedBytes() {
            return 0;
        }

        @Override
        public boolean congested() {
            return false;
        }
    }
}
