package org.resilientswarm.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
        "put a b {}, COMMAND_WRONG",
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
