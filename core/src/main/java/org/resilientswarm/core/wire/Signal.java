package org.resilientswarm.core.wire;

import java.time.Duration;
import java.time.Instant;
import org.resilientswarm.core.identity.Identity;
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

    /// The length of an id in bytes.
    public static final int ID_LENGTH = 16;

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
        if (!Identity.verify(from, DOMAIN, signed(), signature)) {
            throw new MalformedException(
                    ErrorCode.SIGNATURE_WRONG, "a signal with a wrong signature");
        }
    }

    private byte[] signed() {
        return new CanonicalBytes()
                .fixed(header(to, from, id, kind, created, ttl))
                .varying(box)
                .toBytes();
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
