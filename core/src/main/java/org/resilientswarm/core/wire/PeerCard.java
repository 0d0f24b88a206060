package org.resilientswarm.core.wire;

import java.time.Instant;
import java.util.List;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.PublicKey;

/// What a member says about itself, signed: enough for anybody to signal it.
///
/// @param key whose card it is
/// @param name what the member calls itself, empty for none
/// @param prekey the 32 bytes of its X25519 key that signals are sealed to
/// @param agent its software and version
/// @param addresses where its own exchange listens
/// @param created when it was made; of two cards of one member the later one counts. Milliseconds
///     are kept
/// @param expires until when it may be used
/// @param signature by the member's identity over all the rest, domain [#DOMAIN]
public record PeerCard(
        PublicKey key,
        String name,
        byte[] prekey,
        String agent,
        List<HostPort> addresses,
        Instant created,
        Instant expires,
        byte[] signature) {
    /// The domain tag of the signature.
    public static final String DOMAIN = "rswarm-card/1";

    /// Copies the list.
    public PeerCard {
        addresses = List.copyOf(addresses);
    }

    /// Makes and signs a card.
    public static PeerCard sign(
            Identity identity,
            String name,
            byte[] prekey,
            String agent,
            List<HostPort> addresses,
            Instant created) {
        Instant expires = created.plus(Protocol.CARD_LIFETIME);
        byte[] canonical =
                canonical(identity.publicKey(), name, prekey, agent, addresses, created, expires);
        return new PeerCard(
                identity.publicKey(),
                name,
                prekey,
                agent,
                addresses,
                Instant.ofEpochMilli(created.toEpochMilli()),
                Instant.ofEpochMilli(expires.toEpochMilli()),
                identity.sign(DOMAIN, canonical));
    }

    /// Checks limits, times and the signature.
    ///
    /// @throws MalformedException with the reason
    public void verify(Instant now) throws MalformedException {
        if (prekey.length != 32
                || name.length() > Protocol.MAX_NAME_LENGTH
                || agent.length() > Protocol.MAX_NAME_LENGTH
                || addresses.size() > Protocol.MAX_ADDRESSES) {
            throw new MalformedException(
                    ErrorCode.MESSAGE_MALFORMED, "a card with a part beyond its limit");
        }
        if (!expires.isAfter(now)) {
            throw new MalformedException(ErrorCode.SIGNAL_EXPIRED, "a card that has expired");
        }
        if (created.isAfter(now.plus(Protocol.MAX_CLOCK_SKEW))) {
            throw new MalformedException(
                    ErrorCode.CLOCK_SKEWED,
                    "a card from the future: compare the clocks of both machines");
        }
        if (expires.isAfter(created.plus(Protocol.CARD_LIFETIME))) {
            throw new MalformedException(
                    ErrorCode.MESSAGE_MALFORMED, "a card that would live too long");
        }
        byte[] canonical = canonical(key, name, prekey, agent, addresses, created, expires);
        if (!Identity.verify(key, DOMAIN, canonical, signature)) {
            throw new MalformedException(
                    ErrorCode.SIGNATURE_WRONG, "a card with a wrong signature");
        }
    }

    private static byte[] canonical(
            PublicKey key,
            String name,
            byte[] prekey,
            String agent,
            List<HostPort> addresses,
            Instant created,
            Instant expires) {
        var bytes =
                new CanonicalBytes()
                        .fixed(key.bytes())
                        .text(name)
                        .varying(prekey)
                        .text(agent)
                        .int32(addresses.size());
        for (HostPort address : addresses) {
            bytes.text(address.toString());
        }
        return bytes.int64(created.toEpochMilli()).int64(expires.toEpochMilli()).toBytes();
    }
}
