package org.resilientswarm.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmLink;
import tools.jackson.databind.json.JsonMapper;

class InstructionTest {
    private static final PublicKey KEY = new PublicKey(new byte[32]);
    private static final String TEXT = KEY.text();

    @Test
    void aLineMayBeginWithAnId() {
        assertThat(InstructionLine.of("  #7  call  abc def "))
                .isEqualTo(new InstructionLine("7", "call", "abc def"));
        assertThat(InstructionLine.of("peers")).isEqualTo(new InstructionLine(null, "peers", ""));
        assertThat(InstructionLine.of("#7")).isEqualTo(new InstructionLine("7", "", ""));
        assertThat(InstructionLine.of(" \t").isEmpty()).isTrue();
    }

    @Test
    void everyInstructionIsRead() {
        assertThat(read("call " + TEXT)).isEqualTo(new Instruction.Call(SwarmLink.to(KEY)));
        assertThat(read("ping " + TEXT)).isEqualTo(new Instruction.Ping(KEY, 5));
        assertThat(read("ping " + TEXT + " 1000")).isEqualTo(new Instruction.Ping(KEY, 1000));
        assertThat(read("send " + TEXT + " two  words ü"))
                .isEqualTo(new Instruction.Send(KEY, "two  words ü"));
        assertThat(read("blast " + TEXT + " 1")).isEqualTo(new Instruction.Blast(KEY, 1));
        assertThat(read("blast " + TEXT + " 100000"))
                .isEqualTo(new Instruction.Blast(KEY, 100_000));
        assertThat(read("peers")).isEqualTo(new Instruction.Peers());
        assertThat(read("stats")).isEqualTo(new Instruction.Stats());
        assertThat(read("quit")).isEqualTo(new Instruction.Quit());
    }

    @Test
    void theArgumentsOfACallAreJsonOrMissing() {
        assertThat(read("rpc " + TEXT + " add [1, \"a b\"]")).isEqualTo(rpc("add", "[1,\"a b\"]"));
        assertThat(read("rpc " + TEXT + " add  null")).isEqualTo(rpc("add", "null"));
        assertThat(read("rpc " + TEXT + " info")).isEqualTo(rpc("info", "[]"));
    }

    @Test
    void theValueOfARecordIsTheRestOfTheLine() {
        assertThat(read("put note a {\"text\": \"two  words\"}"))
                .isEqualTo(put("note", "a", "{\"text\":\"two  words\"}"));
        assertThat(read("put  note  größe  null")).isEqualTo(put("note", "größe", "null"));
        assertThat(read("put note \"\" 1")).isEqualTo(put("note", "", "1"));
        assertThat(read("delete note a")).isEqualTo(new RecordInstruction.Delete("note", "a"));
    }

    @Test
    void aRecordIsNamedByAuthorKindAndName() {
        var get = new RecordInstruction.Get(KEY, "note", "a");
        assertThat(read("get " + TEXT + " note a")).isEqualTo(get);
        assertThat(read("get " + TEXT.replace('-', ' ') + " note a")).isEqualTo(get);
        assertThat(read("get " + TEXT + " note \"\""))
                .isEqualTo(new RecordInstruction.Get(KEY, "note", ""));
        assertThat(read("records")).isEqualTo(new RecordInstruction.Find(null));
        assertThat(read("records note")).isEqualTo(new RecordInstruction.Find("note"));
        assertThat(read("reconcile " + TEXT)).isEqualTo(new RecordInstruction.Reconcile(KEY));
    }

    @Test
    void theWaysToAPeerAreAskedForByItsKey() {
        assertThat(read("path " + TEXT)).isEqualTo(new PathInstruction.Path(KEY));
        assertThat(read("path " + TEXT.replace('-', ' '))).isEqualTo(new PathInstruction.Path(KEY));
        assertThat(read("trace " + TEXT)).isEqualTo(new PathInstruction.Trace(KEY));
        assertThat(read("block " + TEXT + " 1"))
                .isEqualTo(new PathInstruction.Block(KEY, Duration.ofSeconds(1)));
        assertThat(read("block " + TEXT + " 86400"))
                .isEqualTo(new PathInstruction.Block(KEY, Duration.ofDays(1)));
    }

    private static Instruction put(String kind, String name, String json) {
        return new RecordInstruction.Put(kind, name, JsonMapper.shared().readTree(json));
    }

    private static Instruction rpc(String method, String json) {
        return new Instruction.Rpc(KEY, method, JsonMapper.shared().readTree(json));
    }

    @Test
    void aKeyMayBeWrittenWithSpaces() {
        String spaced = TEXT.replace('-', ' ');
        assertThat(read("ping " + spaced)).isEqualTo(new Instruction.Ping(KEY, 5));
        assertThat(read("ping " + spaced + " 3")).isEqualTo(new Instruction.Ping(KEY, 3));
        assertThat(read("send " + spaced + " a text"))
                .isEqualTo(new Instruction.Send(KEY, "a text"));
        assertThat(read("send rswarm://" + TEXT + "?n=ann a text"))
                .isEqualTo(new Instruction.Send(KEY, "a text"));
    }

    @ParameterizedTest
    @CsvSource({
        "dance, COMMAND_WRONG",
        "Call x, COMMAND_WRONG",
        "path, COMMAND_WRONG",
        "path abc, KEY_LENGTH",
        "path KEY now, COMMAND_WRONG",
        "trace, COMMAND_WRONG",
        "trace KEY 3, COMMAND_WRONG",
        "block, COMMAND_WRONG",
        "block KEY, COMMAND_WRONG",
        "block KEY 0, COMMAND_WRONG",
        "block KEY 86401, COMMAND_WRONG",
        "block KEY soon, COMMAND_WRONG",
        "put, COMMAND_WRONG",
        "put note, COMMAND_WRONG",
        "put note a, COMMAND_WRONG",
        "put note a {, COMMAND_WRONG",
        "put note a b {}, COMMAND_WRONG",
        "delete note, COMMAND_WRONG",
        "delete note a b, COMMAND_WRONG",
        "get, COMMAND_WRONG",
        "get note a, KEY_LENGTH",
        "get KEY note, COMMAND_WRONG",
        "get KEY note a b, COMMAND_WRONG",
        "records note a, COMMAND_WRONG",
        "reconcile, COMMAND_WRONG",
        "reconcile KEY now, COMMAND_WRONG",
        "call, COMMAND_WRONG",
        "call abc, KEY_LENGTH",
        "ping KEY 0, COMMAND_WRONG",
        "ping KEY 1001, COMMAND_WRONG",
        "ping KEY many, COMMAND_WRONG",
        "send, COMMAND_WRONG",
        "send abc def, KEY_LENGTH",
        "send MISTYPED hello, KEY_MISTYPED",
        "send SPACED hello, KEY_MISTYPED",
        "send KEY, COMMAND_WRONG",
        "blast KEY, COMMAND_WRONG",
        "blast KEY 0, COMMAND_WRONG",
        "blast KEY 100001, COMMAND_WRONG",
        "blast KEY 1 MB, COMMAND_WRONG",
        "rpc, COMMAND_WRONG",
        "rpc KEY, COMMAND_WRONG",
        "rpc KEY add {, COMMAND_WRONG",
        "rpc KEY add 1 2, COMMAND_WRONG",
        "peers now, COMMAND_WRONG",
        "quit now, COMMAND_WRONG",
    })
    void whatIsWrongHasACode(String line, ErrorCode code) {
        assertThatExceptionOfType(SwarmException.class)
                .isThrownBy(() -> read(withKeys(line)))
                .returns(code, SwarmException::code);
    }

    private static String withKeys(String line) {
        String mistyped = TEXT.substring(0, TEXT.length() - 1) + "7";
        return line.replace("MISTYPED", mistyped)
                .replace("SPACED", mistyped.replace('-', ' '))
                .replace("KEY", TEXT);
    }

    private static Instruction read(String text) {
        var line = InstructionLine.of(text);
        return Instruction.of(line.command(), line.arguments());
    }
}
