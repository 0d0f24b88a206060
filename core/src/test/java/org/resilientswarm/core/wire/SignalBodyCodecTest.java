package org.resilientswarm.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.SignalBody.Attempt;
import tools.jackson.databind.node.JsonNodeFactory;

class SignalBodyCodecTest {
    private static final Attempt ATTEMPT = new Attempt(new byte[Attempt.LENGTH]);

    static Iterable<Map.Entry<String, SignalBody>> goldenBodies() {
        return GoldenMessages.bodies().entrySet();
    }

    @ParameterizedTest
    @MethodSource("goldenBodies")
    void goldenVectorsReadAndWriteAsRecorded(Map.Entry<String, SignalBody> body) throws Exception {
        byte[] recorded = GoldenVectors.vector("bodies.txt", body.getKey());
        assertThat(SignalBodyCodec.encode(body.getValue())).isEqualTo(recorded);
        assertThat(SignalBodyCodec.decode(body.getValue().kind(), recorded))
                .usingRecursiveComparison()
                .isEqualTo(body.getValue());
    }

    @Test
    void aDescriptionIsAsLongAsTheLimitAndNoLonger() throws Exception {
        assertComesBack(offer("x".repeat(16 * 1024), List.of()));
        assertRefused(offer("x".repeat(16 * 1024 + 1), List.of()));
    }

    @Test
    void thereAreAsManyCandidatesAsTheLimitAndNoMore() throws Exception {
        var candidate = new Candidate("0", 0, "candidate:1");
        assertComesBack(new SignalBody.Candidates(ATTEMPT, Collections.nCopies(64, candidate)));
        assertRefused(new SignalBody.Candidates(ATTEMPT, Collections.nCopies(65, candidate)));
    }

    @Test
    void aCandidateStaysWithinItsLimits() throws Exception {
        assertComesBack(candidate("m".repeat(64), 255, "c".repeat(1024)));
        assertRefused(candidate("m".repeat(65), 0, "c"));
        assertRefused(candidate("0", 256, "c"));
        assertRefused(candidate("0", -1, "c"));
        assertRefused(candidate("0", 0, "c".repeat(1025)));
    }

    @Test
    void aReasonIsAsLongAsTheLimitAndNoLonger() throws Exception {
        assertComesBack(refusal("r".repeat(512)));
        assertRefused(refusal("r".repeat(513)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 17})
    void anAttemptHasANameOfSixteenBytes(int length) {
        assertRefused(
                new SignalBody.Refusal(new Attempt(new byte[length]), ErrorCode.INTERNAL, "why"));
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void aRefusalMayHaveAnyCode(ErrorCode code) throws Exception {
        assertComesBack(new SignalBody.Refusal(ATTEMPT, code, "why"));
    }

    @Test
    void aCodeOfALaterVersionIsReadAsARefusal() throws Exception {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("attempt", ATTEMPT.id()).put("code", "FROM_THE_FUTURE").put("reason", "why");
        assertThat(SignalBodyCodec.decode(SignalKind.REFUSAL, Cbor.write(node)))
                .isEqualTo(new SignalBody.Refusal(ATTEMPT, ErrorCode.PEER_REFUSED, "why"));
    }

    @Test
    void aBodyOfAnotherKindIsRefused() {
        byte[] refusal = SignalBodyCodec.encode(refusal("why"));
        assertMalformed(SignalKind.OFFER, refusal);
        assertMalformed(SignalKind.ANSWER, refusal);
        assertMalformed(SignalKind.CANDIDATES, refusal);
        assertMalformed(SignalKind.REFUSAL, SignalBodyCodec.encode(candidate("0", 0, "c")));
    }

    @Property(tries = 2000)
    void garbageIsRefusedAndNeverMore(
            @ForAll SignalKind kind, @ForAll @Size(max = 200) byte[] garbage) {
        decodesOrRefuses(kind, garbage);
    }

    @Property(tries = 1500)
    void aDamagedBodyIsRefusedAndNeverMore(
            @ForAll("bodies") SignalBody body,
            @ForAll @IntRange(min = 0, max = 1000) int position,
            @ForAll byte value) {
        byte[] damaged = SignalBodyCodec.encode(body);
        int at = position % damaged.length;
        decodesOrRefuses(body.kind(), Arrays.copyOf(damaged, at));
        damaged[at] = value;
        decodesOrRefuses(body.kind(), damaged);
    }

    @Provide
    Arbitrary<SignalBody> bodies() {
        return Arbitraries.of(GoldenMessages.bodies().values());
    }

    private static void decodesOrRefuses(SignalKind kind, byte[] bytes) {
        try {
            assertThat(SignalBodyCodec.decode(kind, bytes).kind()).isEqualTo(kind);
        } catch (MalformedException e) {
            assertThat(e.code()).isIn(ErrorCode.MESSAGE_MALFORMED, ErrorCode.RECORD_MALFORMED);
        }
    }

    private static SignalBody offer(String sdp, List<Candidate> candidates) {
        return new SignalBody.Offer(
                ATTEMPT, new Description(sdp, candidates), GoldenMessages.annasCard());
    }

    private static SignalBody candidate(String mid, int index, String sdp) {
        return new SignalBody.Candidates(ATTEMPT, List.of(new Candidate(mid, index, sdp)));
    }

    private static SignalBody refusal(String reason) {
        return new SignalBody.Refusal(ATTEMPT, ErrorCode.LIMIT_REACHED, reason);
    }

    private static void assertComesBack(SignalBody body) throws MalformedException {
        assertThat(SignalBodyCodec.decode(body.kind(), SignalBodyCodec.encode(body)))
                .usingRecursiveComparison()
                .isEqualTo(body);
    }

    private static void assertRefused(SignalBody body) {
        assertMalformed(body.kind(), SignalBodyCodec.encode(body));
    }

    private static void assertMalformed(SignalKind kind, byte[] bytes) {
        assertThatThrownBy(() -> SignalBodyCodec.decode(kind, bytes))
                .isInstanceOfSatisfying(
                        MalformedException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.MESSAGE_MALFORMED));
    }
}
