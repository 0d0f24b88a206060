package org.resilientswarm.core.exchange;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.time.SwarmThreads;

/// Wires an exchange to its sockets.
///
/// Threads: one platform thread selects among all connections, one has the timers, and each message
/// gets a virtual one.
final class ExchangeServer implements AutoCloseable {
    static final String SIGNAL_PATH = "/v1/signal";

    /// A selector, and what the library wants to spare beside it; they end when idle.
    private static final int PLATFORM_THREADS = 4;

    private static final Duration THREAD_IDLE = Duration.ofSeconds(10);

    /// Longer than three keep-alives: whoever is that silent is gone.
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(75);

    private static final Duration HTTP_IDLE_TIMEOUT = Duration.ofSeconds(15);

    private final ExchangeConfig config;
    private final Clock clock = Clock.system();
    private final long startedAtNanos = clock.nanos();
    private final ScheduledExecutorService timer;
    private final ExecutorService workers;
    private final ExecutorService resolverThreads;
    private final Exchange exchange;
    private final Server server;
    private final ServerConnector connector;
    private @Nullable StunResponder stun;

    ExchangeServer(ExchangeConfig config, SwarmThreads threads) {
        this.config = config;
        this.timer = threads.timed("exchange-timer");
        this.workers = threads.virtual("exchange");
        this.resolverThreads = threads.pool("exchange-resolve", 2);
        // Jetty's own queue asks all managed beans of the JVM how long a cache line is: 0.3 s.
        var pool =
                new QueuedThreadPool(
                        PLATFORM_THREADS,
                        1,
                        (int) THREAD_IDLE.toMillis(),
                        new LinkedBlockingQueue<>());
        pool.setName("exchange-io");
        pool.setDaemon(true);
        pool.setReservedThreads(0);
        pool.setVirtualThreadsExecutor(workers);
        this.server = new Server(pool, new ScheduledExecutorScheduler(timer), null);
        this.connector = connector(server, config);
        this.exchange =
                new Exchange(
                        config.limits(),
                        clock,
                        timer,
                        workers,
                        new AuthorityCheck(
                                config.publicNames(),
                                this::port,
                                new BoundedResolver(resolverThreads),
                                AuthorityCheck::ofThisMachine),
                        this::stunPort);
        server.addConnector(connector);
        server.setHandler(handler());
        server.setStopTimeout(0);
    }

    /// Listens.
    ///
    /// @throws SwarmException `LISTEN_FAILED`
    void start() {
        try {
            if (config.stunPort() >= 0) {
                var address =
                        new InetSocketAddress(config.listen().getAddress(), config.stunPort());
                stun = new StunResponder(address, exchange.metrics);
                stun.start(workers);
            }
            server.start();
        } catch (Exception e) {
            close();
            throw new SwarmException(
                    ErrorCode.LISTEN_FAILED,
                    "The exchange cannot listen on "
                            + config.listen()
                            + " ("
                            + reason(e)
                            + "). Choose another address or port.",
                    e);
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    int stunPort() {
        return stun == null ? 0 : stun.port();
    }

    boolean secure() {
        return config.tlsCertificate() != null;
    }

    ExchangeStats stats() {
        ExchangeMetrics metrics = exchange.metrics;
        return new ExchangeStats(
                Duration.ofNanos(clock.nanos() - startedAtNanos),
                metrics.connections(),
                exchange.directory.size(),
                exchange.mailboxes.size(),
                metrics.delivered(),
                metrics.expired(),
                metrics.stunAnsweredCount(),
                metrics.stunIgnoredCount(),
                metrics.refusedByCode());
    }

    @Override
    public void close() {
        if (stun != null) {
            stun.close();
        }
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the exchange's server does not stop", e);
        } finally {
            timer.shutdownNow();
            workers.shutdownNow();
            resolverThreads.shutdownNow();
        }
    }

    private WebSocketUpgradeHandler handler() {
        WebSocketUpgradeHandler handler = WebSocketUpgradeHandler.from(server, this::configure);
        handler.setHandler(
                new ExchangePages(
                        this::stats,
                        () ->
                                exchange.metrics.prometheus(
                                        exchange.directory::size, exchange.mailboxes::size)));
        return handler;
    }

    private void configure(ServerWebSocketContainer container) {
        int limit = config.limits().messageBytes();
        container.setMaxTextMessageSize(limit);
        container.setMaxBinaryMessageSize(limit);
        container.setMaxFrameSize(limit);
        container.setIdleTimeout(IDLE_TIMEOUT);
        container.addMapping(
                SIGNAL_PATH,
                (request, response, _) -> {
                    // What is sealed does not shrink, and a compressor costs memory a connection.
                    response.setExtensions(List.of());
                    return socket(request);
                });
    }

    private ExchangeSocket socket(ServerUpgradeRequest request) {
        String header = request.getHeaders().get(HttpHeader.HOST);
        String host = header == null ? "" : header;
        boolean secure = request.isSecure();
        return new ExchangeSocket(session -> connection(session, host, secure));
    }

    private ExchangeConnection connection(Session session, String host, boolean secure) {
        InetAddress local = ((InetSocketAddress) session.getLocalSocketAddress()).getAddress();
        return new ExchangeConnection(
                exchange,
                ExchangeSocket.outlet(session),
                (InetSocketAddress) session.getRemoteSocketAddress(),
                new AuthorityCheck.Arrival(host, secure, local));
    }

    private static ServerConnector connector(Server server, ExchangeConfig config) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setIdleTimeout(HTTP_IDLE_TIMEOUT.toMillis());
        ServerConnector connector;
        Path certificate = config.tlsCertificate();
        Path key = config.tlsKey();
        if (certificate == null || key == null) {
            connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(http));
        } else {
            // The certificate's names are the clients' business; some dial by address.
            http.addCustomizer(new SecureRequestCustomizer(false));
            connector =
                    new ServerConnector(
                            server,
                            0,
                            1,
                            new SslConnectionFactory(tls(certificate, key), "http/1.1"),
                            new HttpConnectionFactory(http));
        }
        connector.setHost(config.listen().getAddress().getHostAddress());
        connector.setPort(config.listen().getPort());
        connector.setIdleTimeout(HTTP_IDLE_TIMEOUT.toMillis());
        return connector;
    }

    private static SslContextFactory.Server tls(Path certificate, Path key) {
        var factory = new SslContextFactory.Server();
        try {
            factory.setKeyStore(PemFiles.read(certificate, key));
        } catch (IOException | GeneralSecurityException e) {
            throw new SwarmException(
                    ErrorCode.LISTEN_FAILED,
                    "The exchange cannot use its certificate: " + reason(e),
                    e);
        }
        factory.setKeyStorePassword(PemFiles.PASSWORD);
        factory.setSniRequired(false);
        return factory;
    }

    private static String reason(Exception e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
    }
}
