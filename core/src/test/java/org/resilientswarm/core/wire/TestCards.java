package org.resilientswarm.core.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.resilientswarm.core.model.PublicKey;

/// Cards that nobody has signed as they are.
public final class TestCards {
    private TestCards() {}

    /// The card with another name, under the old signature.
    public static PeerCard forged(PeerCard card) {
        return with(card, card.name() + "x", card.record().signature());
    }

    private static PeerCard with(PeerCard card, String name, byte[] signature) {
        SignedRecord old = card.record();
        byte[] body =
                PeerCard.body(name, card.prekey(), card.agent(), card.addresses(), card.joined());
        var record =
                new SignedRecord(
                        old.key(),
                        old.sequence(),
                        old.created(),
                        old.expires(),
                        false,
                        body,
                        signature,
                        old.id());
        return new PeerCard(
                record, name, card.prekey(), card.agent(), card.addresses(), card.joined());
    }

    /// A card without a signature.
    ///
    /// @param lifetime how long it may be used
    public static PeerCard unsigned(
            PublicKey key, byte[] prekey, Instant created, Duration lifetime) {
        long millis = created.toEpochMilli();
        byte[] body = PeerCard.body("", prekey, "test", List.of(), created);
        var record =
                new SignedRecord(
                        new RecordKey(key, PeerCard.KIND, ""),
                        millis * 1000,
                        millis,
                        millis + lifetime.toMillis(),
                        false,
                        body,
                        new byte[64],
                        new RecordId(0, 0, 0, millis));
        return new PeerCard(record, "", prekey, "test", List.of(), created);
    }
}
