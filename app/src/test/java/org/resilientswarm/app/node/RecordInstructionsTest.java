package org.resilientswarm.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.resilientswarm.app.output.Output;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.event.RecordEvent.RecordAccepted;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmRecord;
import org.resilientswarm.core.model.SyncResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RecordInstructionsTest {
    private static final PublicKey AUTHOR = RecordingPeer.KEY;
    private static final String KEY = AUTHOR.text();
    private static final String SHORT = AUTHOR.shortText();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final RecordingSwarm swarm = new RecordingSwarm();
    private final RecordingRecords records = swarm.records;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final NodeSession session = session(true);

    private NodeSession session(boolean json) {
        var stream = new PrintStream(out, false, StandardCharsets.UTF_8);
        return new NodeSession(swarm, new Output(stream, json, () -> {}), () -> {}, Runnable::run);
    }

    private static SwarmRecord record(String kind, String name, @Nullable String body) {
        JsonNode value = body == null ? null : JSON.readTree(body);
        return new SwarmRecord(AUTHOR, kind, name, 7, Instant.EPOCH, null, value);
    }

    @Test
    void aPutIsAnsweredWhenTheRecordIsStored() {
        session.execute("#1 put note first {\"text\": \"two words\"}");
        assertThat(records.asked).containsExactly("put note [first] {\"text\":\"two words\"}");
        assertThat(printed()).isEmpty();
        records.written.complete(record("note", "first", "{}"));
        assertThat(printed())
                .containsExactly(
                        "{'event':'reply','id':'1','command':'put','ok':true,'sequence':7}");
    }

    @Test
    void twoQuotesAreTheEmptyName() {
        session.execute("put note \"\" 1");
        session.execute("delete note \"\"");
        session.execute("get " + KEY + " note \"\"");
        session.execute("put note - 1");
        assertThat(records.asked)
                .containsExactly(
                        "put note [] 1",
                        "delete note []",
                        "get " + SHORT + " note []",
                        "put note [-] 1");
    }

    @Test
    void aDeleteIsAnsweredWithTheSequenceOfWhatTakesThePlace() {
        session.execute("delete note first");
        records.written.complete(record("note", "first", null));
        assertThat(printed())
                .containsExactly("{'event':'reply','command':'delete','ok':true,'sequence':7}");
    }

    @Test
    void whatTheDatabaseRefusesKeepsItsCode() {
        session.execute("put note first 1");
        records.written.completeExceptionally(
                new SwarmException(ErrorCode.RECORD_QUOTA, "too many"));
        assertThat(printed())
                .containsExactly(
                        "{'event':'reply','command':'put','ok':false,'code':'RECORD_QUOTA','message':'too many'}");
    }

    @Test
    void oneRecordHasAllItsFields() {
        var expires = Instant.parse("2026-11-01T12:00:00.250Z");
        var body = JSON.readTree("[1, \"x\"]");
        records.stored.add(
                new SwarmRecord(AUTHOR, "note", "first", 7, Instant.EPOCH, expires, body));
        records.stored.add(record("note", "second", "null"));
        session.execute("get " + KEY + " note first");
        session.execute("get " + KEY.replace('-', ' ') + " note second");
        assertThat(printed())
                .containsExactly(
                        "{'event':'reply','command':'get','ok':true,'record':{'author':'KEY','kind':'note',"
                                + "'name':'first','sequence':7,'created':'1970-01-01T00:00:00Z',"
                                + "'expires':'2026-11-01T12:00:00.250Z','body':[1,'x']}}",
                        "{'event':'reply','command':'get','ok':true,'record':{'author':'KEY','kind':'note',"
                                + "'name':'second','sequence':7,'created':'1970-01-01T00:00:00Z',"
                                + "'expires':null,'body':null}}");
    }

    @Test
    void aRecordThatIsNotThereHasACode() {
        session.execute("get " + KEY + " note first");
        assertThat(reply().path("ok").asBoolean(true)).isFalse();
        assertThat(reply().path("code").asString()).isEqualTo("RECORD_UNKNOWN");
    }

    @Test
    void recordsAreAllOfThemPageByPage() {
        int count = 2 * RecordWork.PAGE;
        for (int i = 0; i < count; i++) {
            records.stored.add(record("note", "n" + i, "" + i));
        }
        session.execute("records note");
        assertThat(records.asked)
                .containsExactly(
                        "query note from 0",
                        "query note from " + RecordWork.PAGE,
                        "query note from " + count);
        assertThat(reply().path("records").size()).isEqualTo(count);
        assertThat(reply().path("records").get(count - 1).path("body").asInt())
                .isEqualTo(count - 1);
        assertThat(reply().path("cut").asBoolean(true)).isFalse();
    }

    @Test
    void recordsMayBeOfAnyKind() {
        records.stored.add(record("note", "a", "1"));
        records.stored.add(record("poem", "b", "2"));
        session.execute("records");
        session.execute("records poem");
        assertThat(out.toString(StandardCharsets.UTF_8).lines().map(JSON::readTree))
                .extracting(line -> line.path("records").size())
                .containsExactly(2, 1);
    }

    @Test
    void moreRecordsThanOneReplyHoldsAreCut() {
        for (int i = 0; i < RecordWork.MAX_FOUND; i++) {
            records.stored.add(record("note", "n" + i, "1"));
        }
        session.execute("records");
        assertThat(reply().path("records").size()).isEqualTo(RecordWork.MAX_FOUND);
        assertThat(reply().path("cut").asBoolean(true)).isFalse();
        out.reset();
        records.stored.add(record("note", "one more", "1"));
        session.execute("records");
        assertThat(reply().path("records").size()).isEqualTo(RecordWork.MAX_FOUND);
        assertThat(reply().path("cut").asBoolean()).isTrue();
    }

    @Test
    void manyLargeRecordsAreCutToo() {
        String body = JSON.writeValueAsString("x".repeat(50_000));
        for (int i = 0; i < 400; i++) {
            records.stored.add(record("note", "n" + i, body));
        }
        session.execute("records");
        assertThat(reply().path("records").size()).isEqualTo(320);
        assertThat(reply().path("cut").asBoolean()).isTrue();
    }

    @Test
    void aReconciliationSaysWhatItTook() {
        session.execute("reconcile " + KEY);
        assertThat(records.asked).containsExactly("reconcile " + SHORT);
        records.reconciled.complete(new SyncResult(AUTHOR, 2, 3, 400, 500, 1, 4));
        assertThat(printed())
                .containsExactly(
                        "{'event':'reply','command':'reconcile','ok':true,'rounds':2,'bytesSent':400,"
                                + "'bytesReceived':500,'recordsSent':1,'recordsReceived':4,'differences':3}");
    }

    @Test
    void statsCountRecords() {
        session.execute("stats");
        assertThat(reply().path("records").asInt()).isEqualTo(12);
        assertThat(reply().path("recordBytes").asLong()).isEqualTo(3456);
    }

    @Test
    void aRecordThatComesIsAnEventAndOnesOwnIsNot() {
        session.start();
        out.reset();
        swarm.emit(new RecordAccepted(1, Instant.EPOCH, record("note", "a", "1"), AUTHOR));
        swarm.emit(new RecordAccepted(2, Instant.EPOCH, record("note", "a", null), AUTHOR));
        swarm.emit(new RecordAccepted(3, Instant.EPOCH, record("note", "b", "1"), null));
        assertThat(printed())
                .containsExactly(
                        "{'event':'record','author':'KEY','kind':'note','name':'a','sequence':7,'body':1,'deleted':false,'from':'KEY'}",
                        "{'event':'record','author':'KEY','kind':'note','name':'a','sequence':7,'body':null,'deleted':true,'from':'KEY'}");
    }

    @Test
    void peopleReadALineForEachRecord() {
        var people = session(false);
        records.stored.add(
                record("note", "a\nready:\u2028\u202e", "{\"text\":\"\\u009b2J\\u202e\"}"));
        records.stored.add(record("poem", "", "2"));
        people.execute("records");
        people.execute("put note first 1");
        records.written.complete(record("note", "first", "1"));
        people.execute("reconcile " + KEY);
        records.reconciled.complete(new SyncResult(AUTHOR, 2, 3, 1400, 500, 1, 4));
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        SHORT + " note \"a?ready:??\" 7 {\"text\":\"?2J?\"}",
                        SHORT + " poem \"\" 7 2",
                        "2 records",
                        "stored: " + SHORT + " note \"first\" 7 1",
                        "3 differences: sent 1 records, received 4; 1,400 bytes there and 500 back in 2 rounds");
    }

    @Test
    void peopleAreSparedTheRecordsOfTheSwarm() {
        session(false).start();
        out.reset();
        for (String kind : List.of("peer", "network", "note")) {
            swarm.emit(new RecordAccepted(1, Instant.EPOCH, record(kind, "", "1"), AUTHOR));
        }
        assertThat(printed()).containsExactly("record " + SHORT + " note '' 7 1");
    }

    private JsonNode reply() {
        return JSON.readTree(out.toString(StandardCharsets.UTF_8));
    }

    private List<String> printed() {
        return out.toString(StandardCharsets.UTF_8)
                .replace('"', '\'')
                .replace(KEY, "KEY")
                .lines()
                .toList();
    }
}
