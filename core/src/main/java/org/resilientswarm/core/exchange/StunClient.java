package org.resilientswarm.core.exchange;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.resilientswarm.core.model.HostPort;

/// Asks STUN servers (RFC 8489) from which address packets of one port of this machine come to
/// them. One thread at a time; waits on it.
public final class StunClient implements AutoCloseable {
    /// A question may be lost on its way.
    private static final int QUESTIONS = 3;

    /// Packets that are no answer and that are passed over for each question.
    private static final int MAX_OTHERS = 16;

    private static final int MAX_ANSWER_BYTES = 548;

    private final SecureRandom random = new SecureRandom();
    private final DatagramSocket socket;

    private StunClient(DatagramSocket socket) {
        this.socket = socket;
    }

    /// Takes a free port.
    ///
    /// @throws IOException when there is none
    public static StunClient open() throws IOException {
        return new StunClient(new DatagramSocket());
    }

    /// The port of this machine from which is asked.
    public int localPort() {
        return socket.getLocalPort();
    }

    /// Asks a server, up to three times.
    ///
    /// @param patience how long to wait for the answer to each question
    /// @return the address that the server has seen; nothing when no answer came
    /// @throws IOException when nothing can be sent to there at all
    public Optional<HostPort> ask(InetSocketAddress server, Duration patience) throws IOException {
        byte[] transaction = new byte[StunMessage.TRANSACTION_BYTES];
        random.nextBytes(transaction);
        byte[] question = StunMessage.request(transaction);
        socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
        for (int i = 0; i < QUESTIONS; i++) {
            socket.send(new DatagramPacket(question, question.length, server));
            Optional<InetSocketAddress> seen = answer(transaction);
            if (seen.isPresent()) {
                InetSocketAddress address = seen.get();
                return Optional.of(
                        new HostPort(address.getAddress().getHostAddress(), address.getPort()));
            }
        }
        return Optional.empty();
    }

    private Optional<InetSocketAddress> answer(byte[] transaction) throws IOException {
        var packet = new DatagramPacket(new byte[MAX_ANSWER_BYTES], MAX_ANSWER_BYTES);
        for (int i = 0; i < MAX_OTHERS; i++) {
            packet.setLength(MAX_ANSWER_BYTES);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException | PortUnreachableException noAnswer) {
                return Optional.empty();
            }
            Optional<InetSocketAddress> seen =
                    StunMessage.readAnswer(
                            ByteBuffer.wrap(packet.getData(), 0, packet.getLength()), transaction);
            if (seen.isPresent()) {
                return seen;
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        socket.close();
    }
}
