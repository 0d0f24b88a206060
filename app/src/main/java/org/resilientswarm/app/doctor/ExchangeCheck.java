package org.resilientswarm.app.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.HostPort;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks exchanges for their health, and lets them say hello as to a node.
final class ExchangeCheck implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /// Asks one.
    ExchangeFacts ask(URI url) throws InterruptedException {
        try {
            long begun = System.nanoTime();
            JsonNode health = health(url);
            var answered = Duration.ofNanos(System.nanoTime() - begun);
            JsonNode hello = hello(url);
            var now = Instant.now();
            return new ExchangeFacts(
                    url,
                    null,
                    health.path("agent").asString(""),
                    answered,
                    Duration.between(now, Instant.ofEpochMilli(hello.path("time").asLong())),
                    stun(url, hello.path("stunPort").asInt(0)));
        } catch (IOException | JacksonException e) {
            return ExchangeFacts.failed(url, reason(e));
        }
    }

    private JsonNode health(URI url) throws IOException, InterruptedException {
        String scheme = "wss".equals(url.getScheme()) ? "https" : "http";
        URI place = URI.create(scheme + "://" + url.getRawAuthority() + "/health");
        var response =
                http.send(
                        HttpRequest.newBuilder(place).timeout(PATIENCE).build(),
                        BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("its health is answered with status " + response.statusCode());
        }
        return JsonMapper.shared().readTree(response.body());
    }

    private JsonNode hello(URI url) throws IOException {
        var first = new FirstMessage();
        try {
            WebSocket socket =
                    http.newWebSocketBuilder()
                            .connectTimeout(PATIENCE)
                            .buildAsync(url.resolve("/v1/signal"), first)
                            .join();
            first.text.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            String text = first.text.join();
            socket.abort();
            return JsonMapper.shared().readTree(text);
        } catch (CompletionException e) {
            throw new IOException("it does not say hello: " + reason(e.getCause()), e);
        }
    }

    private static @Nullable HostPort stun(URI url, int port) {
        return port < 1 || port > 65_535 ? null : new HostPort(url.getHost(), port);
    }

    private static String reason(@Nullable Throwable failure) {
        return switch (failure) {
            case null -> "for an unknown reason";
            case java.net.ConnectException refused when refused.getMessage() == null ->
                    "nothing listens there";
            case TimeoutException _ -> "no answer within " + PATIENCE.toSeconds() + " s";
            default -> {
                String message = failure.getMessage();
                yield message == null ? failure.getClass().getSimpleName() : message;
            }
        };
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }

    /// The first message of an exchange.
    private static final class FirstMessage implements WebSocket.Listener {
        private static final int MAX_LENGTH = 65_536;

        final CompletableFuture<String> text = new CompletableFuture<>();
        private final StringBuilder parts = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence data, boolean last) {
            parts.append(data);
            if (last || parts.length() > MAX_LENGTH) {
                text.complete(parts.toString());
            } else {
                socket.request(1);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            text.completeExceptionally(new IOException("it closes with status " + status));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            text.completeExceptionally(error);
        }
    }
}
