package org.resilientswarm.core.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.PublicKey;

/// Makes signed signals and cards for tests. The bodies are not sealed, which nobody on the way can
/// tell.
public final class TestSignals {
    private TestSignals() {}

    /// A signal made now, with the protocol's time to live.
    public static Signal signal(
            Identity from, PublicKey to, byte[] box, Instant created, RandomGenerator random) {
        return signal(from, to, box, created, Protocol.SIGNAL_TTL, random);
    }

    /// A signal with another time to live.
    public static Signal signal(
            Identity from,
            PublicKey to,
            byte[] box,
            Instant created,
            Duration ttl,
            RandomGenerator random) {
        byte[] id = new byte[Signal.ID_LENGTH];
        random.nextBytes(id);
        return signal(from, to, id, box, created, ttl);
    }

    /// A signal with a chosen id.
    public static Signal signal(
            Identity from, PublicKey to, byte[] id, byte[] box, Instant created, Duration ttl) {
        Instant millis = Instant.ofEpochMilli(created.toEpochMilli());
        byte[] signed =
                new CanonicalBytes()
                        .fixed(to.bytes())
                        .fixed(from.publicKey().bytes())
                        .fixed(id)
                        .int8(SignalKind.OFFER.code())
                        .int64(millis.toEpochMilli())
                        .int32((int) ttl.toMillis())
                        .varying(box)
                        .toBytes();
        byte[] signature = from.sign(Signal.DOMAIN, signed);
        return new Signal(to, from.publicKey(), id, SignalKind.OFFER, millis, ttl, box, signature);
    }

    /// A card made now, whose prekey is all of one byte.
    public static PeerCard card(Identity identity, int prekey, Instant created) {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) prekey);
        return PeerCard.sign(identity, "", bytes, Protocol.AGENT, List.of(), created);
    }
}
