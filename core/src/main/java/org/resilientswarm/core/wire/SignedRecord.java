package org.resilientswarm.core.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmRecord;

/// One version of a record, as it is signed, stored and sent.
///
/// ```
/// | author, 32 bytes | kind | name | sequence, 64 bit | created, 64 bit | expires, 64 bit |
/// | deleted, 8 bit | body | signature, 64 bytes |      kind, name, body: behind a 32-bit length
/// ```
///
/// All but the signature are the canonical bytes, which the signature covers and the id names.
///
/// @param key author, kind and name
/// @param sequence rises with each change
/// @param created in milliseconds since 1970
/// @param expires in milliseconds since 1970, 0 for never
/// @param deleted whether the author has deleted it; the body is empty then
/// @param body the value in CBOR (RFC 8949), not to be changed
/// @param signature by the author, domain [#DOMAIN], not to be changed
/// @param id names this version
public record SignedRecord(
        RecordKey key,
        long sequence,
        long created,
        long expires,
        boolean deleted,
        byte[] body,
        byte[] signature,
        RecordId id) {
    /// The domain tag of the signature.
    public static final String DOMAIN = "rswarm-record/1";

    private static final byte[] ID_PREFIX = (DOMAIN + "\0").getBytes(StandardCharsets.US_ASCII);

    /// What a record takes beside kind, name and body, in bytes.
    public static final int OVERHEAD = PublicKey.LENGTH + 4 + 4 + 8 + 8 + 8 + 1 + 4 + 64;

    /// JSON has no larger integers; in microseconds since 1970 they last until the year 2255.
    public static final long MAX_SEQUENCE = (1L << 53) - 1;

    private static final int SIGNATURE_BYTES = 64;

    /// Makes and signs a version.
    ///
    /// @param identity the author
    /// @param key whose author is the identity
    public static SignedRecord sign(
            Identity identity,
            RecordKey key,
            long sequence,
            long created,
            long expires,
            boolean deleted,
            byte[] body) {
        byte[] canonical = canonical(key, sequence, created, expires, deleted, body);
        byte[] signature = identity.sign(DOMAIN, canonical);
        return new SignedRecord(
                key, sequence, created, expires, deleted, body, signature, id(canonical));
    }

    /// Whether the author has signed it. Costs some 50 µs; any thread.
    public boolean verified() {
        byte[] canonical = canonical(key, sequence, created, expires, deleted, body);
        return Identity.verify(key.author(), DOMAIN, canonical, signature);
    }

    /// The record as applications see it.
    ///
    /// @throws MalformedException `RECORD_MALFORMED` when the body breaks the rules
    public SwarmRecord view() throws MalformedException {
        return new SwarmRecord(
                key.author(),
                key.kind(),
                key.name(),
                sequence,
                Instant.ofEpochMilli(created),
                expires == 0 ? null : Instant.ofEpochMilli(expires),
                deleted ? null : RecordBody.read(body));
    }

    /// The bytes that travel and are stored: canonical bytes and signature.
    public byte[] encode() {
        byte[] canonical = canonical(key, sequence, created, expires, deleted, body);
        byte[] bytes = Arrays.copyOf(canonical, canonical.length + SIGNATURE_BYTES);
        System.arraycopy(signature, 0, bytes, canonical.length, SIGNATURE_BYTES);
        return bytes;
    }

    /// How many bytes [#encode] gives.
    public int length() {
        return OVERHEAD
                + key.kind().length()
                + key.name().getBytes(StandardCharsets.UTF_8).length
                + body.length;
    }

    /// Reads what [#encode] wrote and checks its form and sizes, not the signature.
    ///
    /// @throws MalformedException when it is not what it should be
    public static SignedRecord decode(byte[] bytes, int at, int length) throws MalformedException {
        if (length < OVERHEAD) {
            throw malformed("that is cut off");
        }
        var in = ByteBuffer.wrap(bytes, at, length);
        byte[] author = new byte[PublicKey.LENGTH];
        in.get(author);
        String kind = text(in, Protocol.MAX_RECORD_KIND_LENGTH);
        String name = text(in, Protocol.MAX_RECORD_NAME_BYTES);
        long sequence = in.getLong();
        long created = in.getLong();
        long expires = in.getLong();
        byte flag = in.get();
        byte[] body = piece(in, Protocol.MAX_RECORD_BODY_BYTES, 0);
        boolean deleted = flag == 1;
        boolean sound =
                SessionCodec.isStreamType(kind)
                        && sequence > 0
                        && sequence <= MAX_SEQUENCE
                        && created > 0
                        && (expires == 0 || expires > created)
                        && (flag == 0 || (deleted && body.length == 0 && expires != 0))
                        && in.remaining() == SIGNATURE_BYTES;
        if (!sound) {
            throw malformed("with a field that cannot be");
        }
        byte[] signature = new byte[SIGNATURE_BYTES];
        in.get(signature);
        return new SignedRecord(
                new RecordKey(new PublicKey(author), kind, name),
                sequence,
                created,
                expires,
                deleted,
                body,
                signature,
                id(bytes, at, length - SIGNATURE_BYTES));
    }

    private static String text(ByteBuffer in, int most) throws MalformedException {
        byte[] bytes = piece(in, most, 8 + 8 + 8 + 1 + 4);
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
            throw malformed("with a text that is not UTF-8");
        }
        return text;
    }

    /// @param behind how many bytes must follow beside the signature
    private static byte[] piece(ByteBuffer in, int most, int behind) throws MalformedException {
        int length = in.getInt();
        if (length < 0 || length > most) {
            throw malformed("with a part of " + length + " bytes; " + most + " are allowed");
        }
        if (length > in.remaining() - behind - SIGNATURE_BYTES) {
            throw malformed("that is cut off");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static MalformedException malformed(String what) {
        return new MalformedException(ErrorCode.RECORD_MALFORMED, "a record " + what);
    }

    private static byte[] canonical(
            RecordKey key,
            long sequence,
            long created,
            long expires,
            boolean deleted,
            byte[] body) {
        return new CanonicalBytes()
                .fixed(key.author().bytes())
                .text(key.kind())
                .text(key.name())
                .int64(sequence)
                .int64(created)
                .int64(expires)
                .int8(deleted ? 1 : 0)
                .varying(body)
                .toBytes();
    }

    private static RecordId id(byte[] canonical) {
        return id(canonical, 0, canonical.length);
    }

    private static RecordId id(byte[] bytes, int at, int length) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(ID_PREFIX);
            digest.update(bytes, at, length);
            return RecordId.read(digest.digest(), 0);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
