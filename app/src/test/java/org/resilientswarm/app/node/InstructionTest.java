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
        assertThat(read("peers")).isEqualTo(new Instruction.Peers());
        assertThat(read("stats")).isEqualTo(new Instruction.Stats());
        assertThat(read("quit")).isEqualTo(new Instruction.Quit());
    }

    @Test
    void aKeyMayBeWrittenWithSpaces() {
        String spaced = TEXT.replace('-', ' ');
        assertThat(read("ping " + spaced)).isEqualTo(new Instruction.Ping(KEY, 5));
        assertThat(read("ping " + spaced + " 3")).isEqualTo(new Instruction.Ping(KEY, 3));
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
        "peers now, COMMAND_WRONG",
        "quit now, COMMAND_WRONG",
    })
    void whatIsWrongHasACode(String line, ErrorCode code) {
        assertThatExceptionOfType(SwarmException.class)
                .isThrownBy(() -> read(line.replace("KEY", TEXT)))
                .returns(code, SwarmException::code);
    }

    private static Instruction read(String text) {
        var line = InstructionLine.of(text);
        return Instruction.of(line.command(), line.arguments());
    }
}
