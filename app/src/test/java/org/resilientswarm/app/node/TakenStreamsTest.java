package org.resilientswarm.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.resilientswarm.app.output.Output;
import org.resilientswarm.core.api.Subscription;
import org.resilientswarm.core.model.ResetCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TakenStreamsTest {
    private static final String FROM = "'peer':'" + RecordingPeer.KEY.text() + "'";

    private final RecordingSwarm swarm = new RecordingSwarm();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Subscription taking = start(true);

    private Subscription start(boolean json) {
        var stream = new PrintStream(out, false, StandardCharsets.UTF_8);
        return new TakenStreams(swarm, new Output(stream, json, () -> {})).start();
    }

    @BeforeEach
    void knowThePeer() {
        swarm.reachable.add(new RecordingPeer());
    }

    private static RecordingStream stream(String type) {
        return new RecordingStream(RecordingPeer.KEY, type);
    }

    @Test
    void aTextIsOneEventHoweverItIsCutOnItsWay() {
        byte[] text = "ä€👋 end".getBytes(StandardCharsets.UTF_8);
        for (int cut = 1; cut < text.length; cut++) {
            out.reset();
            var stream =
                    stream("text")
                            .arrives(Arrays.copyOf(text, cut))
                            .arrives(Arrays.copyOfRange(text, cut, text.length));
            swarm.opens(stream);
            assertThat(printed())
                    .as("cut at %d", cut)
                    .containsExactly(
                            "{'event':'stream'," + FROM + ",'type':'text','id':4}",
                            "{'event':'data',"
                                    + FROM
                                    + ",'type':'text','id':4,'text':'ä€👋 end','end':true}");
            assertThat(stream.finished).isTrue();
            assertThat(stream.written.size()).isZero();
        }
    }

    @Test
    void anEmptyTextIsATextToo() {
        swarm.opens(stream("text"));
        assertThat(data()).hasSize(1);
        assertThat(data().getFirst().path("text").asString("none")).isEmpty();
        assertThat(data().getFirst().path("end").asBoolean()).isTrue();
    }

    @Test
    void aTextOfSixteenThousandCharactersIsWholeAndALongerOneComesInPieces() {
        String longest = "ü".repeat(TakenStreams.MAX_CHARACTERS);
        swarm.opens(stream("text").arrives(longest));
        assertThat(lengths()).containsExactly(TakenStreams.MAX_CHARACTERS);

        out.reset();
        swarm.opens(stream("text").arrives("👋".repeat(50_000)));
        assertThat(lengths()).hasSizeBetween(5, 10).allMatch(length -> length <= 20_480);
        String pieces = data().stream().map(TakenStreamsTest::text).collect(Collectors.joining());
        assertThat(pieces.replace("👋", "")).isEmpty();
        assertThat(pieces.length()).isEqualTo(100_000);
        assertThat(data().stream().filter(line -> line.path("end").asBoolean()).count())
                .isEqualTo(1);
    }

    private List<Integer> lengths() {
        return data().stream().map(line -> text(line).length()).toList();
    }

    private static String text(JsonNode data) {
        return data.path("text").asString();
    }

    @Test
    void aTextThatComesLineByLineIsPrintedAsItComes() {
        swarm.opens(
                stream("text").arrives("one\n").arrives("two").arrives(" three\n").arrives("4"));
        assertThat(data())
                .extracting(TakenStreamsTest::text)
                .containsExactly("one\n", "two three\n", "4");
    }

    @Test
    void bytesThatAreNoTextAreReplaced() {
        swarm.opens(stream("text").arrives(new byte[] {'a', (byte) 0xff, 'b'}));
        assertThat(data().getFirst().path("text").asString()).isEqualTo("a\ufffdb");
    }

    @Test
    void aBlastIsCountedAndConfirmedAndPrintedOnce() {
        var stream = stream("blast").arrives(new byte[70_000]).arrives(new byte[30_000]);
        swarm.opens(stream);
        assertThat(printed())
                .containsExactly(
                        "{'event':'stream'," + FROM + ",'type':'blast','id':4}",
                        "{'event':'data',"
                                + FROM
                                + ",'type':'blast','id':4,'bytes':100000,'end':true}");
        assertThat(stream.writtenText()).isEqualTo("100000");
        assertThat(stream.finished).isTrue();
    }

    @Test
    void ofAnyOtherStreamTheBytesAreCountedAsTheyCome() {
        var stream = stream("film").arrives(new byte[5]).arrives(new byte[40_000]);
        swarm.opens(stream);
        assertThat(data())
                .extracting(line -> line.path("bytes").asInt(-1))
                .containsExactly(5, 16_384, 16_384, 7_232, 0);
        assertThat(data())
                .extracting(line -> line.path("end").asBoolean())
                .containsExactly(false, false, false, false, true);
        assertThat(stream.finished).isTrue();
        assertThat(stream.written.size()).isZero();
    }

    @Test
    void nothingIsReadBeforeWhatCameEarlierIsPrinted() {
        var stream = stream("film");
        for (int i = 0; i < 100; i++) {
            stream.arrives(new byte[1000]);
        }
        var readWhenPrinted = new ArrayList<Long>();
        var watched =
                new ByteArrayOutputStream() {
                    @Override
                    public void flush() {
                        readWhenPrinted.add(stream.read);
                    }
                };
        taking.close();
        var output =
                new Output(new PrintStream(watched, false, StandardCharsets.UTF_8), true, () -> {});
        new TakenStreams(swarm, output).start();
        swarm.opens(stream);
        assertThat(readWhenPrinted).hasSize(102).startsWith(0L, 1000L, 2000L, 3000L);
    }

    @Test
    void aStreamThatBreaksOffIsAnErrorThatNamesIt() {
        for (String type : List.of("text", "blast", "film")) {
            out.reset();
            var stream = stream(type).arrives("half a ").resetWith(ResetCode.SESSION_LOST);
            swarm.opens(stream);
            assertThat(printed())
                    .last()
                    .isEqualTo(
                            "{'event':'error','code':'SESSION_LOST','message':'because of SESSION_LOST','fatal':false,"
                                    + FROM
                                    + ",'type':'"
                                    + type
                                    + "','id':4}");
            assertThat(stream.written.size()).isZero();
        }
    }

    @Test
    void nothingIsTakenAfterTheEnd() {
        assertThat(swarm.taken()).hasSize(3);
        taking.close();
        assertThat(swarm.taken()).isEmpty();
    }

    @Test
    void peopleReadWhoSaysWhat() {
        start(false);
        swarm.opens(stream("text").arrives("hello\r\nready: \u001b[2J"));
        swarm.opens(stream("blast").arrives(new byte[12_345]));
        swarm.opens(stream("film").resetWith(ResetCode.CANCELLED));
        String ann = "Ann (" + RecordingPeer.KEY.shortText() + ")";
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        ann + " opened text stream 4",
                        ann + " on stream 4: hello",
                        "    ready: �[2J",
                        ann + " opened blast stream 4",
                        ann + " on stream 4: 12,345 bytes",
                        ann + " opened film stream 4",
                        ann + " broke off stream 4: STREAM_RESET because of CANCELLED");
    }

    private List<String> printed() {
        return out.toString(StandardCharsets.UTF_8).replace('"', '\'').lines().toList();
    }

    private List<JsonNode> data() {
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .<JsonNode>map(JsonMapper.shared()::readTree)
                .filter(line -> line.path("event").asString().equals("data"))
                .toList();
    }
}
