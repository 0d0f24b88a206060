package org.resilientswarm.core.wire;

import java.util.List;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.Fields.Form;
import org.resilientswarm.core.wire.SignalBody.Attempt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The bodies of signals as CBOR (RFC 8949).
public final class SignalBodyCodec {
    private static final int MAX_SDP_LENGTH = 16 * 1024;
    private static final int MAX_CANDIDATE_LENGTH = 1024;
    private static final int MAX_CANDIDATES = 64;
    private static final int MAX_REASON_LENGTH = 512;
    private static final CardsAndSignals TREES = new CardsAndSignals(Form.CBOR);

    private SignalBodyCodec() {}

    /// The bytes of a body.
    public static byte[] encode(SignalBody body) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        TREES.put(node, "attempt", body.attempt().id());
        switch (body) {
            case SignalBody.Offer offer -> describe(node, offer.description(), offer.card());
            case SignalBody.Answer answer -> describe(node, answer.description(), answer.card());
            case SignalBody.Candidates more -> candidates(node, more.candidates());
            case SignalBody.Refusal refusal -> {
                node.put("code", refusal.code().name());
                node.put("reason", refusal.reason());
            }
        }
        return Cbor.write(node);
    }

    /// Reads a body of this kind. Cards in it are not verified.
    ///
    /// @throws MalformedException when it is not one
    public static SignalBody decode(SignalKind kind, byte[] bytes) throws MalformedException {
        Fields fields = Fields.of(Cbor.read(bytes, 0, bytes.length), Form.CBOR, "body");
        var attempt = new Attempt(fields.bytes("attempt", Attempt.LENGTH));
        return switch (kind) {
            case OFFER ->
                    new SignalBody.Offer(
                            attempt,
                            description(fields),
                            CardsAndSignals.card(fields.bytes("card")));
            case ANSWER ->
                    new SignalBody.Answer(
                            attempt,
                            description(fields),
                            CardsAndSignals.card(fields.bytes("card")));
            case CANDIDATES -> new SignalBody.Candidates(attempt, candidates(fields));
            case REFUSAL ->
                    new SignalBody.Refusal(
                            attempt,
                            code(fields.text("code", 64)),
                            fields.text("reason", MAX_REASON_LENGTH));
        };
    }

    private static void describe(ObjectNode node, Description description, PeerCard card) {
        node.put("sdp", description.sdp());
        candidates(node, description.candidates());
        TREES.put(node, "card", card);
    }

    private static void candidates(ObjectNode node, List<Candidate> candidates) {
        ArrayNode list = node.putArray("candidates");
        for (Candidate candidate : candidates) {
            list.addObject()
                    .put("mid", candidate.sdpMid())
                    .put("index", candidate.sdpMLineIndex())
                    .put("sdp", candidate.sdp());
        }
    }

    private static Description description(Fields fields) throws MalformedException {
        return new Description(fields.text("sdp", MAX_SDP_LENGTH), candidates(fields));
    }

    private static List<Candidate> candidates(Fields fields) throws MalformedException {
        return fields.list("candidates", MAX_CANDIDATES, SignalBodyCodec::candidate);
    }

    private static Candidate candidate(JsonNode element, String name) throws MalformedException {
        Fields fields = Fields.of(element, Form.CBOR, name);
        return new Candidate(
                fields.text("mid", 64),
                (int) fields.integer("index", 0, 255),
                fields.text("sdp", MAX_CANDIDATE_LENGTH));
    }

    /// A code of a later version is no reason to drop the refusal.
    private static ErrorCode code(String name) {
        for (ErrorCode code : ErrorCode.values()) {
            if (code.name().equals(name)) {
                return code;
            }
        }
        return ErrorCode.PEER_REFUSED;
    }
}
