package org.resilientswarm.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resilientswarm.app.output.Output;
import org.resilientswarm.core.api.StreamResetException;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.event.PathEvent.PathChanged;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.ResetCode;
import org.resilientswarm.core.model.SessionInfo;
import org.resilientswarm.core.model.SessionState;
import org.resilientswarm.core.model.StreamInfo;
import org.resilientswarm.core.model.StreamState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StreamInstructionsTest {
    private static final String KEY = RecordingPeer.KEY.text();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final RecordingSwarm swarm = new RecordingSwarm();
    private final RecordingPeer peer = new RecordingPeer();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final NodeSession session = session(true);

    private NodeSession session(boolean json) {
        var stream = new PrintStream(out, false, StandardCharsets.UTF_8);
        return new NodeSession(swarm, new Output(stream, json, () -> {}), () -> {}, Runnable::run);
    }

    @BeforeEach
    void reachThePeer() {
        swarm.reachable.add(peer);
    }

    @Test
    void aTextIsSentWhenTheFarSideHasEndedItsDirection() {
        session.execute("#1 send " + KEY + " Grüße an  alle");
        assertThat(peer.called).containsExactly("open text");
        assertThat(peer.next.writtenText()).isEqualTo("Grüße an  alle");
        assertThat(peer.next.finished).isTrue();
        assertThat(printed()).isEmpty();

        Objects.requireNonNull(peer.next.listener).onEnd();
        assertThat(printed()).isEmpty();
        peer.next.done.complete(null);
        assertThat(printed())
                .containsExactly("{'event':'reply','id':'1','command':'send','ok':true}");
    }

    @Test
    void whatTheFarSideSaysToATextIsInTheReply() {
        session.execute("send " + KEY + " hello");
        byte[] answer = "größer".getBytes(StandardCharsets.UTF_8);
        var listener = Objects.requireNonNull(peer.next.listener);
        listener.onData(java.util.Arrays.copyOf(answer, 3));
        listener.onData(java.util.Arrays.copyOfRange(answer, 3, answer.length));
        listener.onEnd();
        peer.next.done.complete(null);
        assertThat(printed())
                .containsExactly("{'event':'reply','command':'send','ok':true,'answer':'größer'}");
    }

    @Test
    void ofALongAnswerOnlyTheBeginningIsKept() {
        session.execute("send " + KEY + " hello");
        var listener = Objects.requireNonNull(peer.next.listener);
        for (int i = 0; i < 3; i++) {
            listener.onData("x".repeat(30_000).getBytes(StandardCharsets.US_ASCII));
        }
        listener.onEnd();
        peer.next.done.complete(null);
        assertThat(reply().path("answer").asString()).hasSize(65_536);
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_TAKEN, STREAM_NOT_TAKEN",
        "LIMIT, LIMIT_REACHED",
        "SESSION_LOST, SESSION_LOST",
        "CANCELLED, STREAM_RESET",
        "FAILED, STREAM_RESET",
        "OTHER, STREAM_RESET",
    })
    void aResetHasAStableCode(ResetCode reset, ErrorCode code) {
        session.execute("send " + KEY + " hello");
        Objects.requireNonNull(peer.next.listener).onReset(reset);
        peer.next.done.completeExceptionally(new StreamResetException(reset, "the reason"));
        assertThat(printed())
                .containsExactly(
                        "{'event':'reply','command':'send','ok':false,'code':'"
                                + code
                                + "','message':'the reason'}");
    }

    @Test
    void aBlastIsDoneWhenTheFarSideHasCountedAllBytes() {
        peer.next.arrives("30000").arrives("00");
        session.execute("#b blast " + KEY + " 3");
        assertThat(peer.called).containsExactly("open blast");
        assertThat(peer.next.written.size()).isEqualTo(3_000_000);
        assertThat(peer.next.finished).isTrue();
        JsonNode reply = reply();
        assertThat(reply.path("ok").asBoolean()).isTrue();
        assertThat(reply.path("seconds").isNumber()).isTrue();
        assertThat(reply.path("megabytesPerSecond").asDouble()).isPositive();
        assertThat(reply.path("pathChanges").asInt(-1)).isZero();
        assertThat(swarm.listeners()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"999999", "10000000", "''", "pong"})
    void aBlastThatWasNotCountedRightFails(String answer) {
        peer.next.arrives(answer);
        session.execute("blast " + KEY + " 1");
        assertThat(reply().path("code").asString()).isEqualTo("MESSAGE_MALFORMED");
        assertThat(swarm.listeners()).isZero();
    }

    @Test
    void aBlastThatBreaksOffIsAnsweredToo() {
        peer.next.resetAtOnceWith(ResetCode.SESSION_LOST);
        session.execute("blast " + KEY + " 1");
        assertThat(printed())
                .containsExactly(
                        "{'event':'reply','command':'blast','ok':false,'code':'SESSION_LOST',"
                                + "'message':'because of SESSION_LOST'}");
        assertThat(swarm.listeners()).isZero();
    }

    @Test
    void changesOfThePathToThePeerAreCountedMeanwhile() {
        var other = new PublicKey(new byte[32]);
        swarm.emit(pathChanged(RecordingPeer.KEY));
        peer.next.arrives("1000000");
        peer.next.onFinish =
                () ->
                        List.of(RecordingPeer.KEY, other, RecordingPeer.KEY)
                                .forEach(key -> swarm.emit(pathChanged(key)));
        session.execute("blast " + KEY + " 1");
        assertThat(reply().path("pathChanges").asInt()).isEqualTo(2);
    }

    private static PathChanged pathChanged(PublicKey key) {
        return new PathChanged(1, Instant.EPOCH, key, RecordingPeer.DIRECT);
    }

    @Test
    void aCallIsAnsweredWithItsResultOrItsError() {
        session.execute("#1 rpc " + KEY + " add [1, 2]");
        session.execute("#2 rpc " + KEY + " info");
        assertThat(peer.called).containsExactly("add [1,2]", "info []");
        peer.result.complete(JSON.readTree("{\"sum\": 3}"));
        assertThat(printed())
                .contains(
                        "{'event':'reply','id':'1','command':'rpc','ok':true,'result':{'sum':3}}");
    }

    @Test
    void aCallThatFailsKeepsItsCode() {
        session.execute("rpc " + KEY + " dance");
        peer.result.completeExceptionally(
                new SwarmException(ErrorCode.RPC_METHOD_UNKNOWN, "no such method"));
        session.execute("rpc " + KEY + " " + "x".repeat(129));
        assertThat(printed())
                .containsExactly(
                        "{'event':'reply','command':'rpc','ok':false,'code':'RPC_METHOD_UNKNOWN','message':'no such method'}",
                        "{'event':'reply','command':'rpc','ok':false,'code':'COMMAND_WRONG','message':'too long'}");
    }

    @Test
    void whoIsNoPeerIsToBeCalledFirst() {
        swarm.reachable.clear();
        for (String command : List.of("send KEY hello", "blast KEY 1", "rpc KEY info")) {
            session.execute(command.replace("KEY", KEY));
        }
        assertThat(printed()).hasSize(3).allMatch(line -> line.contains("PEER_NOT_CONNECTED"));
    }

    @Test
    void statsCountSessionsAndStreams() {
        swarm.sessions.add(session(SessionState.UP, 2));
        swarm.sessions.add(session(SessionState.WAITING, 1));
        swarm.sessions.add(session(SessionState.HANDSHAKE, 0));
        session.execute("stats");
        assertThat(reply().path("sessions").asInt()).isEqualTo(2);
        assertThat(reply().path("streams").asInt()).isEqualTo(3);
    }

    private static SessionInfo session(SessionState state, int streams) {
        var stream = new StreamInfo(1, "text", true, StreamState.OPEN, Instant.EPOCH, 0, 0, 0, 0);
        return new SessionInfo(
                RecordingPeer.KEY,
                state,
                true,
                Instant.EPOCH,
                null,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                java.util.Collections.nCopies(streams, stream));
    }

    @Test
    void peopleReadSentencesThatNobodyElseCanPutWordsIn() {
        var people = session(false);
        peer.next.arrives("1000000");
        people.execute("blast " + KEY + " 1");
        people.execute("rpc " + KEY + " dance");
        peer.result.completeExceptionally(
                new SwarmException(ErrorCode.RPC_FAILED, "it failed\nready: \u001b[2J\u009b2J"));
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .element(1)
                .isEqualTo("rpc: RPC_FAILED it failed ready: �[2J�2J");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsPattern(
                        "1,000,000 bytes in [0-9.]+ s: [0-9.]+ megabytes a second; the path changed 0 times");
    }

    private JsonNode reply() {
        return JSON.readTree(out.toString(StandardCharsets.UTF_8));
    }

    private List<String> printed() {
        return out.toString(StandardCharsets.UTF_8).replace('"', '\'').lines().toList();
    }
}
