package org.resilientswarm.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StunAnswerTest {
    private static final String TRANSACTION = "b7e7a701bc34d686fa87dfae";
    private static final byte[] ASKED = HexFormat.of().parseHex(TRANSACTION);

    /// RFC 5769, section 2.2: with SOFTWARE in front and MESSAGE-INTEGRITY and FINGERPRINT behind.
    private static final String RFC_5769_ANSWER =
            "0101003c2112a442"
                    + TRANSACTION
                    + "8022000b7465737420766563746f7220"
                    + "002000080001a147e112a643"
                    + "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7"
                    + "80280004c07d4c96";

    private static Optional<InetSocketAddress> read(String hex) {
        return StunMessage.readAnswer(ByteBuffer.wrap(HexFormat.of().parseHex(hex)), ASKED);
    }

    @Test
    void theAnswerOfTheRfcIsRead() throws Exception {
        assertThat(read(RFC_5769_ANSWER))
                .contains(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 32_853));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "2001:db8:1234:5678:11:2233:4455:6677"})
    void aQuestionIsAnsweredWithTheAddressItCameFrom(String host) throws Exception {
        var from = new InetSocketAddress(InetAddress.ofLiteral(host), 65_535);
        byte[] answer =
                StunMessage.readRequest(ByteBuffer.wrap(StunMessage.request(ASKED)))
                        .orElseThrow()
                        .answer(from);
        assertThat(StunMessage.readAnswer(ByteBuffer.wrap(answer), ASKED)).contains(from);
        byte[] other = ASKED.clone();
        other[11]++;
        assertThat(StunMessage.readAnswer(ByteBuffer.wrap(answer), other)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0101",
                // An error, a request, another cookie, and a length that is not the message's.
                "0111000c2112a442TX002000080001a147e112a643",
                "0001000c2112a442TX002000080001a147e112a643",
                "0101000c2112a443TX002000080001a147e112a643",
                "0101000b2112a442TX002000080001a147e112a643",
                "0101000d2112a442TX002000080001a147e112a643",
                // No address, one of a wrong family or length, port 0, one that is cut off.
                "010100002112a442TX",
                "0101000c2112a442TX002000080002a147e112a643",
                "0101000c2112a442TX002000070001a147e112a643",
                "0101000c2112a442TX0020000800012112e112a643",
                "0101000c2112a442TX002000090001a147e112a643",
            })
    void whateverIsNoAnswerIsPassedOver(String hex) {
        assertThat(read(hex.replace("TX", TRANSACTION))).isEmpty();
    }

    @Test
    void damagedAnswersDoNoHarm() {
        byte[] answer = HexFormat.of().parseHex(RFC_5769_ANSWER);
        for (int length = 0; length < answer.length; length++) {
            assertThat(
                            StunMessage.readAnswer(
                                    ByteBuffer.wrap(Arrays.copyOf(answer, length)), ASKED))
                    .isEmpty();
        }
        var random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = answer.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            assertThat(StunMessage.readAnswer(ByteBuffer.wrap(damaged), ASKED)).isNotNull();
        }
    }
}
