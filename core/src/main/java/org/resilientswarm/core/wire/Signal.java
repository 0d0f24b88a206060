package org.resilientswarm.core.wire;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.identity.PrekeyRing;
import org.resilientswarm.core.identity.Sealing;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;

/// A sealed message to a key. Whoever carries it sees keys, size and times, and nothing of the
/// body.
///
/// @param to for whom it is
/// @param from who sent it
/// @param id 16 random bytes, unique
/// @param kind what it is for
/// @param created when it was made; milliseconds are kept
/// @param ttl for how long after that it may be delivered; milliseconds are kept
/// @param box the body, sealed to the receiver's prekey and bound to all the fields above
/// @param signature by the sender's identity over all the rest, domain [#DOMAIN]
public record Signal(
        PublicKey to,
        PublicKey from,
        byte[] id,
        SignalKind kind,
        Instant created,
        Duration ttl,
        byte[] box,
        byte[] signature) {
    /// The domain tag of the signature, and the `info` of the sealed box.
    public static final String DOMAIN = "rswarm-signal/1";

    private static final byte[] INFO = DOMAIN.getBytes(StandardCharsets.US_ASCII);

    /// The length of an id in bytes.
    public static final int ID_LENGTH = 16;

    /// The name of one signal.
    ///
    /// @param bytes [#ID_LENGTH] random bytes
    public record Id(byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Id name && Arrays.equals(bytes, name.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return HexFormat.of().formatHex(bytes);
        }
    }

    /// Seals the body to the receiver's prekey and signs the whole.
    ///
    /// @param identity the sender
    /// @param to the receiver's card
    /// @param id [#ID_LENGTH] random bytes
    /// @param body the encoded body, see `SignalBodyCodec`
    /// @throws IllegalArgumentException when the card's prekey is not usable
    public static Signal seal(
            Identity identity,
            PeerCard to,
            byte[] id,
            SignalKind kind,
            byte[] body,
            Instant created) {
        PublicKey from = identity.publicKey();
        Duration ttl = Protocol.SIGNAL_TTL;
        byte[] header = header(to.key(), from, id, kind, created, ttl);
        byte[] box = Sealing.seal(to.prekey(), INFO, header, body);
        byte[] signature = identity.sign(DOMAIN, signedBytes(header, box));
        Instant millis = Instant.ofEpochMilli(created.toEpochMilli());
        return new Signal(to.key(), from, id, kind, millis, ttl, box, signature);
    }

    /// Opens the box.
    ///
    /// @param prekeys the receiver's
    /// @throws MalformedException `SIGNAL_UNREADABLE` when it was not sealed to one of them
    public byte[] open(PrekeyRing prekeys) throws MalformedException {
        return prekeys.open(INFO, header(to, from, id, kind, created, ttl), box)
                .orElseThrow(
                        () ->
                                new MalformedException(
                                        ErrorCode.SIGNAL_UNREADABLE,
                                        "a signal that was sealed to a prekey which this node does not have"));
    }

    /// Whether its time to live is over.
    public boolean expired(Instant now) {
        return !now.isBefore(created.plus(ttl));
    }

    /// Checks limits, times and the signature; not the box, which only the receiver can open.
    ///
    /// @throws MalformedException with the reason
    public void verify(Instant now) throws MalformedException {
        if (id.length != ID_LENGTH) {
            throw new MalformedException(
                    ErrorCode.MESSAGE_MALFORMED, "a signal whose id has not 16 bytes");
        }
        if (box.length > Protocol.MAX_SIGNAL_BOX_BYTES) {
            throw new MalformedException(
                    ErrorCode.MESSAGE_OVERSIZED,
                    "a signal of "
                            + box.length
                            + " bytes, at most "
                            + Protocol.MAX_SIGNAL_BOX_BYTES
                            + " are allowed");
        }
        if (ttl.isNegative() || ttl.compareTo(Protocol.SIGNAL_TTL) > 0) {
            throw new MalformedException(
                    ErrorCode.MESSAGE_MALFORMED, "a signal with a time to live beyond 30 s");
        }
        if (created.isAfter(now.plus(Protocol.MAX_CLOCK_SKEW))) {
            throw new MalformedException(
                    ErrorCode.CLOCK_SKEWED,
                    "a signal from the future: compare the clocks of both machines");
        }
        if (!now.isBefore(created.plus(ttl).plus(Protocol.MAX_CLOCK_SKEW))) {
            throw new MalformedException(
                    ErrorCode.SIGNAL_EXPIRED, "a signal whose time to live is over");
        }
        if (!Identity.verify(
                from,
                DOMAIN,
                signedBytes(header(to, from, id, kind, created, ttl), box),
                signature)) {
            throw new MalformedException(
                    ErrorCode.SIGNATURE_WRONG, "a signal with a wrong signature");
        }
    }

    /// What the box is bound to.
    static byte[] header(
            PublicKey to,
            PublicKey from,
            byte[] id,
            SignalKind kind,
            Instant created,
            Duration ttl) {
        return new CanonicalBytes()
                .fixed(to.bytes())
                .fixed(from.bytes())
                .fixed(id)
                .int8(kind.code())
                .int64(created.toEpochMilli())
                .int32((int) ttl.toMillis())
                .toBytes();
    }

    /// The bytes that the signature of a signal with these fields covers.
    static byte[] signedBytes(byte[] header, byte[] box) {
        return new CanonicalBytes().fixed(header).varying(box).toBytes();
    }
}
