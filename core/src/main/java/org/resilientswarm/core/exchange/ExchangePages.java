package org.resilientswarm.core.exchange;

import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.resilientswarm.core.wire.Protocol;

/// Answers plain HTTP: `/` for people, `/health` and `/metrics` for machines.
final class ExchangePages extends Handler.Abstract {
    private final Supplier<ExchangeStats> stats;
    private final Supplier<String> metrics;

    ExchangePages(Supplier<ExchangeStats> stats, Supplier<String> metrics) {
        this.stats = stats;
        this.metrics = metrics;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            write(
                    response,
                    callback,
                    HttpStatus.METHOD_NOT_ALLOWED_405,
                    "text/plain",
                    "GET only\n");
            return true;
        }
        switch (Request.getPathInContext(request)) {
            case "/" -> page(request, response, callback);
            case "/health" -> write(response, callback, 200, "application/json", health());
            case "/metrics" ->
                    write(response, callback, 200, "text/plain; version=0.0.4", metrics.get());
            case ExchangeServer.SIGNAL_PATH -> {
                response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
                write(
                        response,
                        callback,
                        HttpStatus.UPGRADE_REQUIRED_426,
                        "text/plain",
                        "This is a WebSocket.\n");
            }
            default ->
                    write(
                            response,
                            callback,
                            HttpStatus.NOT_FOUND_404,
                            "text/plain",
                            "Nothing here. See / for this exchange's status.\n");
        }
        return true;
    }

    private void page(Request request, Response response, Callback callback) {
        String host = request.getHeaders().get(HttpHeader.HOST);
        response.getHeaders()
                .put(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        write(
                response,
                callback,
                200,
                "text/html",
                StatusPage.render(stats.get(), host == null ? "" : host, request.isSecure()));
    }

    private String health() {
        ExchangeStats now = stats.get();
        return "{\"status\":\"ok\",\"agent\":\""
                + Protocol.AGENT
                + "\",\"uptimeSeconds\":"
                + now.uptime().toSeconds()
                + ",\"connections\":"
                + now.connections()
                + ",\"registered\":"
                + now.registered()
                + "}\n";
    }

    private static void write(
            Response response, Callback callback, int status, String type, String body) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type + "; charset=utf-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        Content.Sink.write(response, true, body, callback);
    }
}
