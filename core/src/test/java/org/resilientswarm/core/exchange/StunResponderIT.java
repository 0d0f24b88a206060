package org.resilientswarm.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StunResponderIT {
    private static final byte[] REQUEST =
            HexFormat.of().parseHex("000100002112a442b7e7a701bc34d686fa87dfae");

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void aClientLearnsItsAddressAndGarbageIsIgnored(String address) throws Exception {
        InetAddress loopback = InetAddress.ofLiteral(address);
        try (SignalExchange exchange =
                        SignalExchange.open(ExchangeConfig.on(new InetSocketAddress(loopback, 0)));
                var socket = new DatagramSocket(new InetSocketAddress(loopback, 0))) {
            var server = new InetSocketAddress(loopback, exchange.stunPort());
            byte[] garbage = new byte[600];
            socket.send(new DatagramPacket(garbage, garbage.length, server));
            socket.send(new DatagramPacket(garbage, 3, server));
            socket.send(new DatagramPacket(REQUEST, REQUEST.length, server));

            byte[] answer = receive(socket);

            byte[] expected =
                    StunMessage.readRequest(ByteBuffer.wrap(REQUEST))
                            .orElseThrow()
                            .answer((InetSocketAddress) socket.getLocalSocketAddress());
            assertThat(answer).isEqualTo(expected);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> exchange.stats().stunAnswered() == 1);
            assertThat(exchange.stats().stunIgnored()).isEqualTo(2);
            socket.setSoTimeout(100);
            assertThatThrownBy(() -> receive(socket)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private static byte[] receive(DatagramSocket socket) throws Exception {
        var packet = new DatagramPacket(new byte[200], 200);
        if (socket.getSoTimeout() == 0) {
            socket.setSoTimeout(10_000);
        }
        socket.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }
}
