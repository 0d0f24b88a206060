package org.resilientswarm.core.exchange;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.exceptions.MessageTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Joins one WebSocket of the server with the connection behind it. Public only because the server
/// library calls its methods by reflection; of no use outside.
public final class ExchangeSocket implements Session.Listener.AutoDemanding {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeSocket.class);

    /// A client that does not read what it is sent is cut off when so much waits for it.
    private static final long MAX_PENDING_BYTES = 1024 * 1024;

    private final Function<Session, ExchangeConnection> connections;
    private @Nullable ExchangeConnection connection;

    /// @param connections makes the connection behind the socket
    ExchangeSocket(Function<Session, ExchangeConnection> connections) {
        this.connections = connections;
    }

    /// The way out over a session.
    static Outlet outlet(Session session) {
        return new SessionOutlet(session);
    }

    @Override
    public void onWebSocketOpen(Session session) {
        connection = connections.apply(session);
        connection.opened();
    }

    @Override
    public void onWebSocketText(String message) {
        ExchangeConnection behind = connection;
        if (behind != null) {
            guard(behind, () -> behind.received(message));
        }
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        ExchangeConnection behind = connection;
        if (behind != null) {
            guard(behind, behind::receivedBinary);
        }
        callback.succeed();
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        if (connection != null) {
            connection.heard();
        }
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        if (connection != null && cause instanceof MessageTooLargeException) {
            connection.receivedOversized();
        } else {
            LOG.debug("exchange connection error={}", cause.toString());
        }
    }

    @Override
    public void onWebSocketClose(int statusCode, String reason, Callback callback) {
        if (connection != null) {
            connection.closed();
        }
        callback.succeed();
    }

    /// An error of this program must not pass for one of the client's, nor go unseen.
    private static void guard(ExchangeConnection behind, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error("exchange message failed", e);
            behind.failed();
        }
    }

    private record SessionOutlet(Session session, AtomicLong pendingBytes) implements Outlet {
        SessionOutlet(Session session) {
            this(session, new AtomicLong());
        }

        @Override
        public void send(String text) {
            if (!session.isOpen()) {
                return;
            }
            long pending = pendingBytes.addAndGet(text.length());
            if (pending > MAX_PENDING_BYTES) {
                LOG.info("exchange client cut off pending={}", pending);
                session.disconnect();
                return;
            }
            session.sendText(
                    text,
                    Callback.from(
                            () -> pendingBytes.addAndGet(-text.length()),
                            failure -> LOG.debug("exchange send error={}", failure.toString())));
        }

        @Override
        public void ping() {
            if (session.isOpen()) {
                session.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
            }
        }

        @Override
        public void close(int status, String reason) {
            session.close(status, reason, Callback.NOOP);
        }
    }
}
