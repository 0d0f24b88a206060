package org.resilientswarm.core.exchange;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.wire.ExchangeCodec;
import org.resilientswarm.core.wire.ExchangeMessage;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.Registration;
import org.resilientswarm.core.wire.TestSignals;

/// A client without manners: says whatever a test wants it to.
final class RawClient implements WebSocket.Listener, AutoCloseable {
    final List<ExchangeMessage.FromServer> received = new CopyOnWriteArrayList<>();
    final List<Throwable> errors = new CopyOnWriteArrayList<>();
    volatile int closedWith;
    private final ExchangeCodec codec = new ExchangeCodec(Protocol.MAX_EXCHANGE_MESSAGE_BYTES);
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;

    RawClient(HttpClient http, URI url) {
        socket = http.newWebSocketBuilder().buildAsync(url.resolve("/v1/signal"), this).join();
        await(ExchangeMessage.Hello.class);
    }

    byte[] nonce() {
        return ((ExchangeMessage.Hello) received.getFirst()).nonce();
    }

    RawClient registered(Identity identity, URI url) {
        byte[] signature = Registration.sign(identity, nonce(), Registration.authority(url));
        say(new ExchangeMessage.Register(TestSignals.card(identity, 1, Instant.now()), signature));
        await(ExchangeMessage.Registered.class);
        return this;
    }

    void say(ExchangeMessage.FromClient message) {
        say(codec.encode(message));
    }

    void say(String message) {
        socket.sendText(message, true).join();
    }

    void sayBinary(byte[] message) {
        socket.sendBinary(ByteBuffer.wrap(message), true).join();
    }

    <T> T await(Class<T> kind) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(20))
                .until(() -> received.stream().anyMatch(kind::isInstance));
        return received.stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
    }

    int awaitClose() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> closedWith != 0);
        return closedWith;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            try {
                received.add(codec.decodeFromServer(text.toString()));
            } catch (MalformedException e) {
                errors.add(e);
            }
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closedWith = status;
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        errors.add(error);
        closedWith = -1;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
