package org.resilientswarm.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resilientswarm.core.model.ErrorCode;

class VarintReaderTest {
    /// The first four are the examples of RFC 9000, appendix A.1.
    @ParameterizedTest
    @CsvSource({
        "c2197c5eff14e88c, 151288809941952652",
        "9d7f3e7d, 494878333",
        "7bbd, 15293",
        "25, 37",
        "00, 0",
        "3f, 63",
        "4040, 64",
        "7fff, 16383",
        "80004000, 16384",
        "bfffffff, 1073741823",
        "c000000040000000, 1073741824",
        "ffffffffffffffff, 4611686018427387903"
    })
    void numbersAreReadAsInRfc9000(String bytes, long number) throws Exception {
        byte[] encoded = HexFormat.of().parseHex(bytes);
        var reader = new VarintReader(encoded, 0, encoded.length);
        assertThat(reader.number()).isEqualTo(number);
        assertThat(reader.hasMore()).isFalse();
        for (int length = 0; length < encoded.length; length++) {
            assertRefused(Arrays.copyOf(encoded, length));
        }
    }

    @Test
    void aNumberMayBeLongerThanItMust() throws Exception {
        for (String bytes : new String[] {"4025", "80000025", "c000000000000025"}) {
            byte[] encoded = HexFormat.of().parseHex(bytes);
            assertThat(new VarintReader(encoded, 0, encoded.length).number()).isEqualTo(37);
        }
    }

    @Property(tries = 1000)
    void whatTheWriterWritesIsRead(@ForAll @LongRange(max = SessionCodec.MAX_NUMBER) long number)
            throws Exception {
        var writer = new ContentWriter(SessionCodec.HEADER_BYTES + 9);
        writer.ping(number);
        var reader =
                new VarintReader(writer.array(), SessionCodec.HEADER_BYTES + 1, writer.length());
        assertThat(reader.number()).isEqualTo(number);
        assertThat(reader.hasMore()).isFalse();
    }

    @Test
    void nothingIsReadBeyondTheEndOfTheRange() throws Exception {
        byte[] bytes = {9, 0x40, 1, 9};
        assertThat(new VarintReader(bytes, 1, 3).number()).isEqualTo(1);
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> new VarintReader(bytes, 1, 2).number());
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> new VarintReader(bytes, 4, 4).octet());
    }

    @Test
    void aLengthIsAtMostWhatIsLeft() throws Exception {
        byte[] bytes = {2, 7, 7};
        assertThat(new VarintReader(bytes, 0, 3).length()).isEqualTo(2);
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> new VarintReader(bytes, 0, 2).length());
    }

    @Test
    void aTextIsAsLongAsTheLimitAndNoLonger() throws Exception {
        byte[] bytes = {3, 'a', 'b', 'c'};
        assertThat(new VarintReader(bytes, 0, 4).text(3)).isEqualTo("abc");
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> new VarintReader(bytes, 0, 4).text(2));
    }

    @Property(tries = 2000)
    void garbageIsRefusedAndNeverMore(@ForAll @Size(max = 20) byte[] garbage) {
        var reader = new VarintReader(garbage, 0, garbage.length);
        try {
            while (reader.hasMore()) {
                assertThat(reader.number()).isBetween(0L, SessionCodec.MAX_NUMBER);
                reader.text(5);
            }
        } catch (MalformedException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.PROTOCOL_VIOLATED);
        }
    }

    private static void assertRefused(byte[] bytes) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> new VarintReader(bytes, 0, bytes.length).number());
    }
}
