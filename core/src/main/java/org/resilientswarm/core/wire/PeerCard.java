package org.resilientswarm.core.wire;

import java.time.Instant;
import java.util.List;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.Fields.Form;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// What a member says about itself, signed: enough for anybody to signal it. It is the member's
/// record of the kind [#KIND], and travels as such wherever there is no database yet.
///
/// @param record the record
/// @param name what the member calls itself, empty for none
/// @param prekey the 32 bytes of its X25519 key that signals are sealed to
/// @param agent its software and version
/// @param addresses where its own exchange listens
/// @param joined since when its node has been running
public record PeerCard(
        SignedRecord record,
        String name,
        byte[] prekey,
        String agent,
        List<HostPort> addresses,
        Instant joined) {
    /// The kind of the record; its name is empty.
    public static final String KIND = "peer";

    /// Copies the list.
    public PeerCard {
        addresses = List.copyOf(addresses);
    }

    /// The value of the record, in CBOR.
    public static byte[] body(
            String name, byte[] prekey, String agent, List<HostPort> addresses, Instant joined) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("name", name).put("prekey", prekey).put("agent", agent);
        ArrayNode list = node.putArray("addresses");
        addresses.forEach(address -> list.add(address.toString()));
        return Cbor.write(node.put("joined", joined.toEpochMilli()));
    }

    /// Makes and signs the card of a node that has been running since it was created.
    public static PeerCard sign(
            Identity identity,
            String name,
            byte[] prekey,
            String agent,
            List<HostPort> addresses,
            Instant created) {
        long millis = created.toEpochMilli();
        var record =
                SignedRecord.sign(
                        identity,
                        new RecordKey(identity.publicKey(), KIND, ""),
                        millis * 1000,
                        millis,
                        millis + Protocol.CARD_LIFETIME.toMillis(),
                        false,
                        body(name, prekey, agent, addresses, created));
        return new PeerCard(record, name, prekey, agent, addresses, Instant.ofEpochMilli(millis));
    }

    /// Reads a record as a card; [#verify] checks the rest.
    ///
    /// @throws MalformedException when it is none
    public static PeerCard of(SignedRecord record) throws MalformedException {
        boolean card = record.key().kind().equals(KIND) && record.key().name().isEmpty();
        if (!card || record.deleted()) {
            throw new MalformedException(ErrorCode.MESSAGE_MALFORMED, "a record that is no card");
        }
        byte[] body = record.body();
        Fields fields = Fields.of(Cbor.read(body, 0, body.length), Form.CBOR, "card");
        return new PeerCard(
                record,
                fields.text("name", Protocol.MAX_NAME_LENGTH),
                fields.bytes("prekey", 32),
                fields.text("agent", Protocol.MAX_NAME_LENGTH),
                fields.list("addresses", Protocol.MAX_ADDRESSES, CardsAndSignals::address),
                fields.time("joined"));
    }

    /// Whose card it is.
    public PublicKey key() {
        return record.key().author();
    }

    /// When it was made.
    public Instant created() {
        return Instant.ofEpochMilli(record.created());
    }

    /// Until when it may be used.
    public Instant expires() {
        return Instant.ofEpochMilli(record.expires());
    }

    /// Whether it takes the place of another card of the same member.
    public boolean isNewerThan(PeerCard other) {
        return record.sequence() > other.record.sequence();
    }

    /// Checks times and the signature.
    ///
    /// @throws MalformedException with the reason
    public void verify(Instant now) throws MalformedException {
        verifyTimes(now);
        if (!record.verified()) {
            throw new MalformedException(
                    ErrorCode.SIGNATURE_WRONG, "a card with a wrong signature");
        }
    }

    /// Checks times alone, for a card whose record was verified before.
    ///
    /// @throws MalformedException with the reason
    public void verifyTimes(Instant now) throws MalformedException {
        if (!expires().isAfter(now)) {
            throw new MalformedException(ErrorCode.SIGNAL_EXPIRED, "a card that has expired");
        }
        if (created().isAfter(now.plus(Protocol.MAX_CLOCK_SKEW))) {
            throw new MalformedException(
                    ErrorCode.CLOCK_SKEWED,
                    "a card from the future: compare the clocks of both machines");
        }
        if (expires().isAfter(created().plus(Protocol.CARD_LIFETIME))) {
            throw new MalformedException(
                    ErrorCode.MESSAGE_MALFORMED, "a card that would live too long");
        }
    }
}
