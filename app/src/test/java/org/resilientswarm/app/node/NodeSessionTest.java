package org.resilientswarm.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.resilientswarm.app.output.Output;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.event.LifecycleEvent;
import org.resilientswarm.core.event.LinkEvent;
import org.resilientswarm.core.event.PathEvent;
import org.resilientswarm.core.event.PeerEvent;
import org.resilientswarm.core.event.SignalEvent;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.Path;
import org.resilientswarm.core.model.PublicKey;

class NodeSessionTest {
    private static final PublicKey PEER = RecordingPeer.KEY;
    private static final String KEY = PEER.text();
    private static final Path DIRECT = RecordingPeer.DIRECT;
    private static final Instant NOW = Instant.EPOCH;

    private final RecordingSwarm swarm = new RecordingSwarm();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final AtomicInteger left = new AtomicInteger();
    private NodeSession session = session(true);

    private NodeSession session(boolean json) {
        var stream = new PrintStream(out, false, StandardCharsets.UTF_8);
        return new NodeSession(swarm, new Output(stream, json, () -> {}), left::incrementAndGet);
    }

    @BeforeEach
    void forgetOutput() {
        out.reset();
    }

    @Test
    void readyNamesKeyLinkAndListener() {
        session.start();
        String self = RecordingSwarm.SELF.text();
        assertPrinted(
                "{'event':'ready','key':'%s','link':'rswarm://%s?x=192.0.2.1:7900','listen':'0.0.0.0:7900'}"
                        .formatted(self, self));
    }

    @Test
    void eventsOfTheSwarmBecomeLines() {
        session.start();
        out.reset();
        var url = URI.create("ws://127.0.0.1:7900");
        swarm.emit(new SignalEvent.ExchangeConnected(1, NOW, url));
        swarm.emit(new PeerEvent.PeerJoined(2, NOW, PEER, "Ann"));
        swarm.emit(new PathEvent.PathChanged(3, NOW, PEER, DIRECT));
        swarm.emit(new PeerEvent.PeerLeft(4, NOW, PEER, "it said goodbye"));
        swarm.emit(new SignalEvent.ExchangeLost(5, NOW, url, "it is away"));
        swarm.emit(
                new SignalEvent.ExchangeRefused(6, NOW, url, ErrorCode.RATE_LIMITED, "too much"));
        assertPrinted(
                "{'event':'exchange','url':'ws://127.0.0.1:7900','state':'connected','reason':''}",
                "{'event':'peer','peer':'KEY','name':'Ann'}",
                "{'event':'path','peer':'KEY','kind':'direct','via':[],'rttMs':1.235,'loss':0.25,'reason':'it works'}",
                "{'event':'gone','peer':'KEY','reason':'it said goodbye'}",
                "{'event':'exchange','url':'ws://127.0.0.1:7900','state':'lost','reason':'it is away'}",
                "{'event':'exchange','url':'ws://127.0.0.1:7900','state':'refused','reason':'too much','code':'RATE_LIMITED'}");
    }

    @Test
    void stepsOnTheWayPrintNothing() {
        session.start();
        out.reset();
        swarm.emit(new LinkEvent.LinkStarted(1, NOW, PEER, true));
        swarm.emit(new PeerEvent.MemberDiscovered(2, NOW, PEER, ""));
        swarm.emit(new LifecycleEvent.Stopped(3, NOW));
        assertPrinted();
    }

    @Test
    void onlyAFatalErrorEndsTheNode() {
        session.start();
        out.reset();
        swarm.emit(
                new LifecycleEvent.FaultOccurred(
                        1, NOW, ErrorCode.CLOCK_SKEWED, "set the clock", false));
        session.throwFatal();
        assertThat(left).hasValue(0);
        swarm.emit(
                new LifecycleEvent.FaultOccurred(2, NOW, ErrorCode.INTERNAL, "see the log", true));
        assertThat(left).hasValue(1);
        assertThatExceptionOfType(SwarmException.class)
                .isThrownBy(session::throwFatal)
                .withMessage("see the log");
        assertPrinted(
                "{'event':'error','code':'CLOCK_SKEWED','message':'set the clock','fatal':false}",
                "{'event':'error','code':'INTERNAL','message':'see the log','fatal':true}");
    }

    @Test
    void callsAreAnsweredWhenTheyAreDoneInWhateverOrder() {
        session.execute("#1 call " + KEY);
        session.execute("#2 call " + KEY);
        assertPrinted();
        swarm.calls.get(1).complete(new RecordingPeer());
        swarm.calls
                .get(0)
                .completeExceptionally(new SwarmException(ErrorCode.PEER_SILENT, "no answer"));
        assertPrinted(
                "{'event':'reply','id':'2','command':'call','ok':true,'peer':'KEY','name':'Ann'}",
                "{'event':'reply','id':'1','command':'call','ok':false,'code':'PEER_SILENT','message':'no answer'}");
    }

    @Test
    void peersAndPingsHaveTheirFields() {
        swarm.reachable.add(new RecordingPeer());
        session.execute("peers");
        session.execute("#p ping " + KEY + " 2");
        assertPrinted(
                "{'event':'reply','command':'peers','ok':true,'peers':[{'peer':'KEY','name':'Ann',"
                        + "'path':{'kind':'direct','via':[],'rttMs':1.235,'loss':0.25},'bytesIn':5,'bytesOut':7}]}",
                "{'event':'reply','id':'p','command':'ping','ok':true,"
                        + "'rttMs':{'min':2.0,'median':2.0,'max':2.0},'lost':1}");
    }

    @Test
    void wrongLinesAreAnsweredAndEmptyOnesAreNot() {
        session.read(new BufferedReader(new StringReader("\n#x dance\nping " + KEY + "\n")));
        assertThat(printed()).hasSize(2);
        assertThat(printed().get(0))
                .startsWith(
                        "{'event':'reply','id':'x','command':'dance','ok':false,'code':'COMMAND_WRONG'");
        assertThat(printed().get(1)).contains("'code':'PEER_NOT_CONNECTED'");
        assertThat(left).as("after the end of the input").hasValue(0);
    }

    @Test
    void quitAnswersAndLeaves() {
        session.execute("quit");
        assertThat(left).hasValue(1);
        assertPrinted("{'event':'reply','command':'quit','ok':true}");
    }

    @Test
    void joiningSaysWhatFailed() {
        session.join(swarm.link());
        swarm.calls
                .getFirst()
                .completeExceptionally(new SwarmException(ErrorCode.CALL_SELF, "that is you"));
        assertPrinted("{'event':'error','code':'CALL_SELF','message':'that is you','fatal':false}");
    }

    @Test
    void peopleReadSentences() {
        session = session(false);
        session.start();
        swarm.emit(new PeerEvent.PeerJoined(2, NOW, PEER, "Ann"));
        session.execute("dance");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("ready: others join with rswarm://")
                .contains("Ann (" + PEER.shortText() + ") is here")
                .contains("dance: COMMAND_WRONG no such command");
    }

    private void assertPrinted(String... lines) {
        assertThat(printed()).containsExactly(lines);
    }

    private List<String> printed() {
        return out.toString(StandardCharsets.UTF_8)
                .replace('"', '\'')
                .replace(KEY, "KEY")
                .lines()
                .toList();
    }
}
