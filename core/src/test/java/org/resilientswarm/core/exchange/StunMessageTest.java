package org.resilientswarm.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StunMessageTest {
    private static final String TRANSACTION = "b7e7a701bc34d686fa87dfae";

    /// RFC 5769, section 2.1: with SOFTWARE, PRIORITY, ICE-CONTROLLED, USERNAME, MESSAGE-INTEGRITY
    /// and FINGERPRINT.
    private static final String RFC_5769_REQUEST =
            "000100582112a442"
                    + TRANSACTION
                    + "802200105354554e207465737420636c69656e74"
                    + "002400046e0001ff"
                    + "80290008932ff9b151263b36"
                    + "0006000965766a3a68367659202020".replace("65766a", "6576746a")
                    + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2"
                    + "80280004e57a3bcf";

    private static final String BARE_REQUEST = "000100002112a442" + TRANSACTION;

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    private static String answer(String request, String host, int port) throws Exception {
        var from = new InetSocketAddress(InetAddress.ofLiteral(host), port);
        return HexFormat.of()
                .formatHex(StunMessage.readRequest(bytes(request)).orElseThrow().answer(from));
    }

    @Test
    void aBareRequestIsAnsweredWithTheAddressOfRfc5769() throws Exception {
        assertThat(answer(BARE_REQUEST, "192.0.2.1", 32_853))
                .isEqualTo("0101000c2112a442" + TRANSACTION + "002000080001a147e112a643");
    }

    @Test
    void anIpv6AddressIsMaskedWithTheTransactionToo() throws Exception {
        assertThat(answer(BARE_REQUEST, "2001:db8:1234:5678:11:2233:4455:6677", 32_853))
                .isEqualTo(
                        "010100182112a442"
                                + TRANSACTION
                                + "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9");
    }

    @Test
    void aRequestWithAFingerprintGetsAnAnswerWithOne() throws Exception {
        String answer = answer(RFC_5769_REQUEST, "192.0.2.1", 32_853);
        assertThat(answer)
                .startsWith("010100142112a442" + TRANSACTION + "002000080001a147e112a643");
        assertThat(answer).contains("80280004").hasSize(2 * 40);
        // A fingerprint covers all before it, so the answer, made a request, passes its own check.
        var crc = new java.util.zip.CRC32();
        crc.update(HexFormat.of().parseHex(answer), 0, 32);
        assertThat(answer).endsWith(String.format("%08x", (int) crc.getValue() ^ 0x5354554e));
    }

    @Test
    void aWrongFingerprintIsNotAnswered() {
        assertThat(StunMessage.readRequest(bytes(RFC_5769_REQUEST.replace("e57a3bcf", "e57a3bce"))))
                .isEmpty();
    }

    @Test
    void anAttributeThatMustBeUnderstoodAndIsNotIsNamed() throws Exception {
        // CHANGE-REQUEST of the old RFC 5780, 0x0003.
        String request = "000100082112a442" + TRANSACTION + "0003000400000006";
        assertThat(answer(request, "192.0.2.1", 1))
                .isEqualTo(
                        "011100102112a442" + TRANSACTION + "0009000400000414" + "000a000200030000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                // one byte short, one long
                "000100002112a442b7e7a701bc34d686fa87df",
                "000100002112a442b7e7a701bc34d686fa87dfae00",
                // a success response, an indication, another method
                "010100002112a442b7e7a701bc34d686fa87dfae",
                "001100002112a442b7e7a701bc34d686fa87dfae",
                "000300002112a442b7e7a701bc34d686fa87dfae",
                // another cookie
                "000100002112a443b7e7a701bc34d686fa87dfae",
                // a length that is not the datagram's
                "000100042112a442b7e7a701bc34d686fa87dfae",
                "000100002112a442b7e7a701bc34d686fa87dfae80220000",
                // an attribute longer than the message
                "000100042112a442b7e7a701bc34d686fa87dfae80220004"
            })
    void whatIsNoBindingRequestIsNotAnswered(String hex) {
        assertThat(StunMessage.readRequest(bytes(hex))).isEmpty();
    }

    @Test
    void noGarbageThrows() {
        var random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            byte[] garbage = new byte[random.nextInt(120)];
            random.nextBytes(garbage);
            if (garbage.length >= 20) {
                // Past the first checks, into the attributes.
                ByteBuffer.wrap(garbage)
                        .putShort((short) 1)
                        .putShort((short) (garbage.length - 20))
                        .putInt(0x2112a442);
            }
            StunMessage.readRequest(ByteBuffer.wrap(garbage))
                    .ifPresent(
                            request ->
                                    assertThat(
                                                    request.answer(
                                                            new InetSocketAddress(
                                                                    InetAddress
                                                                            .getLoopbackAddress(),
                                                                    9)))
                                            .hasSizeLessThanOrEqualTo(garbage.length + 32));
        }
    }
}
