package org.resilientswarm.core.signal.exchange;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.Protocol;

/// One WebSocket, from dialling to its end.
///
/// Its observer is called on the HTTP client's threads, one call at a time. [#send], [#ping] and
/// [#end] belong to the client's loop; none blocks.
final class ClientSocket implements WebSocket.Listener {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int TOO_BIG = 1009;

    /// Hears what happens.
    interface Observer {
        /// A whole text message arrived.
        void onMessage(ClientSocket socket, String text);

        /// Something arrived that proves the exchange alive.
        void onAlive(ClientSocket socket);

        /// The connection could not be made, or is over. May be called more than once.
        void onEnd(ClientSocket socket, ErrorCode code, String reason);
    }

    private final Observer observer;

    /// What arrived of a message so far; only touched by the HTTP client, one call at a time.
    private final StringBuilder text = new StringBuilder();

    private CompletableFuture<WebSocket> connection = new CompletableFuture<>();

    /// The last of the chain of sends: the HTTP client permits one at a time.
    private CompletableFuture<WebSocket> sends = connection;

    ClientSocket(Observer observer) {
        this.observer = observer;
    }

    /// Begins to connect.
    void dial(CompletableFuture<HttpClient> http, URI url) {
        connection =
                http.thenCompose(
                                client ->
                                        client.newWebSocketBuilder()
                                                .connectTimeout(CONNECT_TIMEOUT)
                                                .buildAsync(url, this))
                        .whenComplete(this::reportFailure);
        sends = connection;
    }

    /// Sends a text message after all earlier ones.
    void send(String message) {
        sends =
                sends.thenCompose(socket -> socket.sendText(message, true))
                        .whenComplete(this::reportFailure);
    }

    /// Sends a ping after all earlier messages.
    void ping() {
        sends =
                sends.thenCompose(socket -> socket.sendPing(ByteBuffer.allocate(0)))
                        .whenComplete(this::reportFailure);
    }

    /// Says goodbye if possible, and ends the connection.
    void end() {
        CompletableFuture<?> _ =
                sends.thenCompose(
                        socket ->
                                socket.sendClose(WebSocket.NORMAL_CLOSURE, "")
                                        .whenComplete((_, _) -> socket.abort()));
    }

    /// Ends a connection that does not work any more, or as soon as it is made.
    void abort() {
        CompletableFuture<?> _ = connection.thenAccept(WebSocket::abort);
    }

    @Override
    public void onOpen(WebSocket socket) {
        socket.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        if (text.length() + data.length() > Protocol.MAX_EXCHANGE_MESSAGE_BYTES) {
            CompletableFuture<WebSocket> _ = socket.sendClose(TOO_BIG, "message too large");
            socket.abort();
            observer.onEnd(
                    this, ErrorCode.MESSAGE_OVERSIZED, "the exchange sent a message too large");
            return null;
        }
        text.append(data);
        if (last) {
            String message = text.toString();
            text.setLength(0);
            observer.onMessage(this, message);
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
        observer.onAlive(this);
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
        observer.onAlive(this);
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
        String why =
                reason.isEmpty()
                        ? "the connection broke (status " + status + ")"
                        : "the exchange closed: " + reason;
        observer.onEnd(this, ErrorCode.EXCHANGE_UNREACHABLE, why);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        reportFailure(socket, error);
    }

    private void reportFailure(@Nullable WebSocket socket, @Nullable Throwable failure) {
        if (failure == null) {
            return;
        }
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof WebSocketHandshakeException handshake
                && handshake.getResponse() != null) {
            observer.onEnd(
                    this,
                    ErrorCode.EXCHANGE_REFUSED,
                    "no exchange there: it answered with HTTP status "
                            + handshake.getResponse().statusCode());
        } else {
            observer.onEnd(this, ErrorCode.EXCHANGE_UNREACHABLE, words(cause));
        }
    }

    private static String words(Throwable cause) {
        String message = cause.getMessage();
        return switch (cause) {
            case UnresolvedAddressException _ -> "there is no such host";
            case ConnectException e when e.getCause() instanceof UnresolvedAddressException ->
                    "there is no such host";
            case HttpConnectTimeoutException _ -> "the exchange does not answer";
            case ConnectException _ -> "nobody listens there, or a firewall is in between";
            case SSLException _ -> "its certificate is not accepted: " + message;
            default -> message == null || message.isBlank() ? cause.toString() : message;
        };
    }
}
