package org.resilientswarm.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.resilientswarm.app.output.Output;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.CircuitInfo;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PathCandidate;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.PathState;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.RelayInfo;
import org.resilientswarm.core.model.RelayPolicy;
import org.resilientswarm.core.model.TraceHop;

class PathInstructionsTest {
    private static final PublicKey PEER = RecordingPeer.KEY;
    private static final PublicKey RELAY =
            new PublicKey("a relay has 32 bytes in its key.".getBytes(StandardCharsets.US_ASCII));
    private static final String KEY = PEER.text();
    private static final String SHORT = PEER.shortText();
    private static final PathCandidate RELAYED =
            new PathCandidate(
                    PathKind.RELAY,
                    List.of(RELAY),
                    42.00049,
                    Duration.ofNanos(21_234_567),
                    0.001,
                    PathState.USED,
                    "it is cheaper by a third");
    private static final PathCandidate DIRECT =
            new PathCandidate(
                    PathKind.DIRECT,
                    List.of(),
                    null,
                    null,
                    0,
                    PathState.FAILED,
                    "no answer for 3 s");

    private final RecordingSwarm swarm = new RecordingSwarm();
    private final RecordingPaths paths = swarm.paths;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final NodeSession session = session(true);

    private NodeSession session(boolean json) {
        var stream = new PrintStream(out, false, StandardCharsets.UTF_8);
        return new NodeSession(swarm, new Output(stream, json, () -> {}), () -> {}, Runnable::run);
    }

    @Test
    void everyWayToAPeerIsShownAndTheOneInUseApart() {
        paths.ways.addAll(List.of(RELAYED, DIRECT));
        session.execute("#1 path " + KEY);
        String relayed =
                "{'kind':'relay','via':['RELAY'],'costMs':42.0,'rttMs':21.235,'loss':0.001,"
                        + "'state':'used','why':'it is cheaper by a third'}";
        String direct =
                "{'kind':'direct','via':[],'costMs':null,'rttMs':null,'loss':0.0,"
                        + "'state':'failed','why':'no answer for 3 s'}";
        assertThat(paths.asked).containsExactly("candidates " + SHORT);
        assertThat(printed())
                .containsExactly(
                        "{'event':'reply','id':'1','command':'path','ok':true,'used':%s,'candidates':[%s,%s]}"
                                .formatted(relayed, relayed, direct));
    }

    @Test
    void withoutAWayInUseThereIsNone() {
        session.execute("path " + KEY);
        paths.ways.add(DIRECT);
        session.execute("path " + KEY);
        assertThat(printed())
                .first()
                .isEqualTo(
                        "{'event':'reply','command':'path','ok':true,'used':null,'candidates':[]}");
        assertThat(printed()).last().asString().contains("'used':null,'candidates':[{'kind':'dir");
    }

    @Test
    void aTraceNamesEveryMemberOnTheWay() {
        session.execute("trace " + KEY);
        assertThat(printed()).isEmpty();
        paths.traced.complete(
                List.of(
                        new TraceHop(RELAY, Duration.ofMillis(12), 5, 0),
                        new TraceHop(PEER, null, 5, 5)));
        assertThat(paths.asked).containsExactly("trace " + SHORT);
        assertThat(printed())
                .containsExactly(
                        "{'event':'reply','command':'trace','ok':true,'hops':["
                                + "{'peer':'RELAY','rttMs':12.0,'sent':5,'lost':0},"
                                + "{'peer':'KEY','rttMs':null,'sent':5,'lost':5}]}");
    }

    @Test
    void aBlockIsAnsweredWhenTheLinkIsClosed() {
        session.execute("block " + KEY + " 90");
        assertThat(paths.asked).containsExactly("block " + SHORT + " PT1M30S");
        assertThat(printed()).isEmpty();
        paths.blocked.complete(null);
        assertThat(printed()).containsExactly("{'event':'reply','command':'block','ok':true}");
    }

    @Test
    void whatFailsKeepsItsCode() {
        session.execute("trace " + KEY);
        paths.traced.completeExceptionally(
                new SwarmException(ErrorCode.PEER_NOT_CONNECTED, "call it first"));
        assertThat(printed())
                .containsExactly(
                        "{'event':'reply','command':'trace','ok':false,'code':'PEER_NOT_CONNECTED','message':'call it first'}");
    }

    @Test
    void statsCountWhatIsRelayedForWhom() {
        session.execute("stats");
        assertThat(printed()).last().asString().contains("'circuits':0,'relayed':{}");
        relays();
        session.execute("stats");
        assertThat(printed())
                .last()
                .asString()
                .contains("'circuits':1,'relayed':{'KEY':1500,'RELAY':7}");
    }

    private void relays() {
        var circuit = new CircuitInfo(PEER, RELAY, PEER, RELAY, Instant.EPOCH, 1000, 500, 0);
        swarm.relay =
                new RelayInfo(
                        RelayPolicy.DEFAULT, List.of(circuit), Map.of(RELAY, 7L, PEER, 1500L), 0);
    }

    @Test
    void peopleReadALineForEachWayAndHop() {
        var people = session(false);
        people.execute("path " + KEY);
        paths.ways.addAll(List.of(RELAYED, DIRECT));
        people.execute("path " + KEY);
        people.execute("trace " + KEY);
        paths.traced.complete(List.of(new TraceHop(PEER, Duration.ofMillis(12), 5, 1)));
        people.execute("block " + KEY + " 1");
        paths.blocked.complete(null);
        relays();
        people.execute("stats");
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .startsWith(
                        "no way is known",
                        "used: relay via "
                                + RELAY.shortText()
                                + ", cost 42.0, round trip 21.235 ms, loss 0.1 %: it is cheaper by a third",
                        "failed: direct, cost unknown, round trip unknown, loss 0.0 %: no answer for 3 s",
                        KEY + ": 12.0 ms, lost 1 of 5",
                        "no direct link with " + SHORT + " for 1 s")
                .last()
                .asString()
                .contains("1 circuits through this node, 1,507 bytes relayed");
    }

    private List<String> printed() {
        return out.toString(StandardCharsets.UTF_8)
                .replace('"', '\'')
                .replace(KEY, "KEY")
                .replace(RELAY.text(), "RELAY")
                .lines()
                .toList();
    }
}
