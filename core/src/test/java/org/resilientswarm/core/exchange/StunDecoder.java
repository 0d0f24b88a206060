package org.resilientswarm.core.exchange;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The STUN responder's reader as a function of bytes.
public final class StunDecoder {
    private static final InetSocketAddress FROM = new InetSocketAddress("192.0.2.1", 4711);

    private StunDecoder() {}

    /// Reads a request and makes the answer.
    public static boolean request(byte[] bytes) {
        Optional<StunMessage> request = StunMessage.readRequest(ByteBuffer.wrap(bytes));
        return request.isPresent() && request.get().answer(FROM).length > 0;
    }

    /// A bare request, and one with an optional attribute and one that nobody knows.
    public static List<byte[]> requests() {
        String cookieAndTransaction = "2112a442" + "0102030405060708090a0b0c";
        return List.of(
                HexFormat.of().parseHex("00010000" + cookieAndTransaction),
                HexFormat.of()
                        .parseHex(
                                "00010010"
                                        + cookieAndTransaction
                                        + "8022000474657374"
                                        + "7fff000400000000"));
    }
}
