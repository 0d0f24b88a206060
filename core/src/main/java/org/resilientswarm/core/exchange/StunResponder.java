package org.resilientswarm.core.exchange;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells whoever asks over UDP from which address the question came (STUN, RFC 8489), on one thread
/// that is handed in.
///
/// One datagram is answered by at most one, 12 or 24 bytes longer than the question, and one
/// address gets so many a second only: worthless for attacks by a forged sender's address. Whatever
/// is no binding request is not answered.
final class StunResponder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StunResponder.class);

    /// The largest question that is looked at; real ones have 20 to 150 bytes.
    private static final int MAX_REQUEST_BYTES = 548;

    private static final int ANSWERS_PER_SECOND = 20;
    private static final int ANSWER_BURST = 100;
    private static final int MAX_ADDRESSES = 10_000;

    private final DatagramSocket socket;
    private final ExchangeMetrics metrics;
    private final Cache<InetAddress, Bucket> buckets =
            Caffeine.newBuilder()
                    .expireAfterAccess(Duration.ofMinutes(1))
                    .maximumSize(MAX_ADDRESSES)
                    .executor(Runnable::run)
                    .build();

    /// Listens.
    ///
    /// @throws SocketException when the address cannot be listened on
    StunResponder(InetSocketAddress address, ExchangeMetrics metrics) throws SocketException {
        this.socket = new DatagramSocket(address);
        this.metrics = metrics;
    }

    /// The port on which it listens.
    int port() {
        return socket.getLocalPort();
    }

    /// Answers until it is closed.
    ///
    /// @param thread has a thread for it
    void start(Executor thread) {
        thread.execute(this::run);
    }

    @Override
    public void close() {
        socket.close();
    }

    private void run() {
        var packet = new DatagramPacket(new byte[MAX_REQUEST_BYTES + 1], MAX_REQUEST_BYTES + 1);
        while (!socket.isClosed()) {
            packet.setLength(MAX_REQUEST_BYTES + 1);
            try {
                socket.receive(packet);
                answer(packet);
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    // An ICMP error for an earlier answer, or a moment without a route.
                    LOG.debug("stun port={} error={}", port(), e.toString());
                }
            }
        }
    }

    private void answer(DatagramPacket packet) throws IOException {
        var from = (InetSocketAddress) packet.getSocketAddress();
        Optional<StunMessage> request =
                packet.getLength() > MAX_REQUEST_BYTES || from.getPort() == 0
                        ? Optional.empty()
                        : StunMessage.readRequest(
                                ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
        if (request.isEmpty() || !bucket(from.getAddress()).tryConsume(1)) {
            metrics.stunIgnored();
            return;
        }
        byte[] answer = request.get().answer(from);
        socket.send(new DatagramPacket(answer, answer.length, from));
        metrics.stunAnswered();
    }

    private Bucket bucket(InetAddress address) {
        return buckets.get(
                address,
                _ ->
                        Bucket.builder()
                                .addLimit(
                                        limit ->
                                                limit.capacity(ANSWER_BURST)
                                                        .refillGreedy(
                                                                ANSWERS_PER_SECOND,
                                                                Duration.ofSeconds(1)))
                                .build());
    }
}
