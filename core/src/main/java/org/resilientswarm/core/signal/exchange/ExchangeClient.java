package org.resilientswarm.core.signal.exchange;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.ExchangeState;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.signal.SignalInput;
import org.resilientswarm.core.signal.SignalRoute;
import org.resilientswarm.core.wire.ExchangeCodec;
import org.resilientswarm.core.wire.ExchangeMessage;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.Registration;
import org.resilientswarm.core.wire.Signal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The route over one signal exchange: connects, registers, and comes back when the connection is
/// lost, until it is closed.
///
/// Everything happens on the loop of [ExchangeAccess], one step after the other, so the state needs
/// no lock: methods post a step and return; what the HTTP client's threads bring is posted too. The
/// sink is called on the loop, and must not block.
public final class ExchangeClient implements SignalRoute {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeClient.class);

    private final ExchangeAccess access;
    private final URI url;
    private final String authority;
    private final @Nullable String room;
    private final Consumer<SignalInput> sink;
    private final ExchangeCodec codec = new ExchangeCodec(Protocol.MAX_EXCHANGE_MESSAGE_BYTES);
    private final ClientSocket.Observer observer = new PostingObserver();

    /// Guards `closed` while the sink is called, so that nothing is told after `close` returned.
    private final Object gate = new Object();

    private boolean closed;

    private final Requests requests;
    private final Backoff backoff;
    private @Nullable ClientSocket socket;
    private boolean registered;
    private long registeredAtNanos;
    private long aliveAtNanos;
    private int stunPort;
    private String lostBecause = "not connected yet";
    private @Nullable ScheduledFuture<?> alarm;

    /// Begins to connect.
    ///
    /// @param access what this node's clients have in common
    /// @param url `ws://HOST:PORT` or `wss://HOST:PORT`
    /// @param room the room to be in, or null
    /// @param sink hears what happens
    /// @throws IllegalArgumentException when the URL is none of an exchange
    public ExchangeClient(
            ExchangeAccess access, URI url, @Nullable String room, Consumer<SignalInput> sink) {
        this.access = access;
        this.url = url;
        this.authority = Registration.authority(url);
        this.room = room;
        this.sink = sink;
        this.backoff = new Backoff(access.random());
        this.requests = new Requests(new Line(), access.clock());
        post(this::connect);
    }

    @Override
    public String name() {
        return url.toString();
    }

    @Override
    public void send(Signal signal) {
        post(
                () -> {
                    if (!isClosed()) {
                        requests.send(signal);
                    }
                });
    }

    @Override
    public void lookup(PublicKey key, Duration wait) {
        post(
                () -> {
                    if (!isClosed()) {
                        requests.lookup(key, wait);
                    }
                });
    }

    @Override
    public void renewCard() {
        post(
                () -> {
                    if (registered) {
                        sendMessage(new ExchangeMessage.Card(access.card().get()));
                    }
                });
    }

    @Override
    public void close() {
        synchronized (gate) {
            closed = true;
        }
        post(
                () -> {
                    cancelAlarm();
                    registered = false;
                    if (socket != null) {
                        socket.end();
                        socket = null;
                    }
                });
    }

    private void connect() {
        if (isClosed()) {
            return;
        }
        tellState(ExchangeState.CONNECTING, ErrorCode.EXCHANGE_UNREACHABLE, "");
        var dialled = new ClientSocket(observer);
        socket = dialled;
        dialled.dial(access.http(), url.resolve("/v1/signal"));
        alarm(Protocol.REGISTRATION_TIMEOUT.multipliedBy(2), () -> registrationTimedOut(dialled));
    }

    private void registrationTimedOut(ClientSocket dialled) {
        ended(dialled, ErrorCode.EXCHANGE_UNREACHABLE, "the exchange does not answer");
    }

    private void received(ClientSocket from, String text) {
        if (from != socket) {
            return;
        }
        aliveAtNanos = access.clock().nanos();
        try {
            handle(codec.decodeFromServer(text));
        } catch (MalformedException e) {
            if (e.code() == ErrorCode.MESSAGE_UNKNOWN) {
                LOG.debug("exchange={} ignored={}", url, e.reason());
            } else {
                ended(from, e.code(), "the exchange sent a wrong message: " + e.reason());
            }
        }
    }

    private void handle(ExchangeMessage.FromServer message) {
        switch (message) {
            case ExchangeMessage.Hello hello -> greeted(hello);
            case ExchangeMessage.Registered(var observed, var elsewhere) ->
                    registered(observed, elsewhere);
            case ExchangeMessage.Carried(var signal) ->
                    tell(new SignalInput.SignalArrived(name(), signal));
            case ExchangeMessage.Card card -> requests.found(card);
            case ExchangeMessage.Unknown(var key) -> requests.unknown(key);
            case ExchangeMessage.Delivered(var id) -> requests.delivered(id);
            case ExchangeMessage.Waiting _, ExchangeMessage.Pong _ -> {
                // Nothing to do: a waiting signal is delivered or expires.
            }
            case ExchangeMessage.Expired(var id) -> requests.expired(id);
            case ExchangeMessage.RoomMembers(var name, var members) ->
                    members.forEach(
                            card -> tell(new SignalInput.RoomMemberFound(name(), name, card)));
            case ExchangeMessage.Elsewhere _ -> tell(new SignalInput.IdentityElsewhere(name()));
            case ExchangeMessage.Refused refused -> refused(refused);
        }
    }

    private void greeted(ExchangeMessage.Hello hello) {
        ClientSocket current = socket;
        if (current == null || registered) {
            return;
        }
        if (hello.version() != Protocol.VERSION) {
            ended(
                    current,
                    ErrorCode.VERSION_MISMATCH,
                    "the exchange speaks version "
                            + hello.version()
                            + ", this node version "
                            + Protocol.VERSION);
            return;
        }
        Duration ahead = Duration.between(access.clock().now(), hello.time());
        if (ahead.abs().compareTo(Protocol.MAX_CLOCK_SKEW) > 0) {
            tell(new SignalInput.ClockDifference(name(), ahead.toMillis()));
        }
        stunPort = hello.stunPort();
        byte[] signature = access.proof().sign(hello.nonce(), authority);
        sendMessage(new ExchangeMessage.Register(access.card().get(), signature));
    }

    private void registered(HostPort observed, boolean elsewhere) {
        registered = true;
        registeredAtNanos = access.clock().nanos();
        tellState(ExchangeState.CONNECTED, ErrorCode.EXCHANGE_UNREACHABLE, "");
        @Nullable HostPort stun =
                stunPort == 0 ? null : new HostPort(HostPort.of(authority).host(), stunPort);
        tell(new SignalInput.AddressObserved(name(), observed, stun));
        if (elsewhere) {
            tell(new SignalInput.IdentityElsewhere(name()));
        }
        if (room != null) {
            sendMessage(new ExchangeMessage.JoinRoom(room));
        }
        requests.resume();
        alarm(Protocol.EXCHANGE_KEEP_ALIVE, this::keepAlive);
    }

    private void keepAlive() {
        ClientSocket current = socket;
        if (current == null) {
            return;
        }
        long pingedAtNanos = access.clock().nanos();
        current.ping();
        alarm(
                Protocol.EXCHANGE_PONG_TIMEOUT,
                () -> {
                    if (aliveAtNanos - pingedAtNanos < 0) {
                        ended(
                                current,
                                ErrorCode.EXCHANGE_UNREACHABLE,
                                "no answer to a ping within "
                                        + Protocol.EXCHANGE_PONG_TIMEOUT.toSeconds()
                                        + " s");
                    } else {
                        alarm(
                                Protocol.EXCHANGE_KEEP_ALIVE.minus(Protocol.EXCHANGE_PONG_TIMEOUT),
                                this::keepAlive);
                    }
                });
    }

    private void refused(ExchangeMessage.Refused refused) {
        ClientSocket current = socket;
        if (!registered && current != null) {
            ended(current, refused.code(), refused.message(), ExchangeState.REFUSED);
            return;
        }
        LOG.debug("exchange={} refused={} reason={}", url, refused.code(), refused.message());
        if (refused.reference() != null) {
            requests.refused(refused.code(), refused.message(), refused.reference());
        }
    }

    private void ended(ClientSocket which, ErrorCode code, String reason) {
        boolean refused = code == ErrorCode.EXCHANGE_REFUSED || code == ErrorCode.VERSION_MISMATCH;
        ended(which, code, reason, refused ? ExchangeState.REFUSED : ExchangeState.LOST);
    }

    private void ended(ClientSocket which, ErrorCode code, String reason, ExchangeState state) {
        if (which != socket) {
            return;
        }
        which.abort();
        socket = null;
        lostBecause = reason;
        Duration lived = Duration.ofNanos(access.clock().nanos() - registeredAtNanos);
        if (registered && lived.compareTo(Protocol.EXCHANGE_STABLE_AFTER) >= 0) {
            backoff.reset();
        }
        registered = false;
        tellState(state, code, reason);
        if (!isClosed()) {
            alarm(backoff.next(), this::connect);
        }
    }

    private void sendMessage(ExchangeMessage.FromClient message) {
        if (socket != null) {
            socket.send(codec.encode(message));
        }
    }

    private void tellState(ExchangeState state, ErrorCode code, String reason) {
        tell(new SignalInput.ExchangeChanged(name(), url, state, code, reason));
    }

    private void tell(SignalInput input) {
        synchronized (gate) {
            if (!closed) {
                sink.accept(input);
            }
        }
    }

    private boolean isClosed() {
        synchronized (gate) {
            return closed;
        }
    }

    /// Replaces the one timer of the connection's own life.
    private void alarm(Duration delay, Runnable step) {
        cancelAlarm();
        alarm = later(delay, step);
    }

    private void cancelAlarm() {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }

    private @Nullable ScheduledFuture<?> later(Duration delay, Runnable step) {
        try {
            return access.loop().schedule(step, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            return null; // The node is closing, and its timers went first.
        }
    }

    private void post(Runnable step) {
        try {
            access.loop().execute(step);
        } catch (RejectedExecutionException e) {
            LOG.debug("exchange={} step after the end", url);
        }
    }

    private final class Line implements Requests.Line {
        @Override
        public String name() {
            return ExchangeClient.this.name();
        }

        @Override
        public boolean open() {
            return registered;
        }

        @Override
        public String lostBecause() {
            return lostBecause;
        }

        @Override
        public void say(ExchangeMessage.FromClient message) {
            sendMessage(message);
        }

        @Override
        public void tell(SignalInput input) {
            ExchangeClient.this.tell(input);
        }

        @Override
        public void later(Duration delay, Runnable step) {
            var _ = ExchangeClient.this.later(delay, step);
        }
    }

    private final class PostingObserver implements ClientSocket.Observer {
        @Override
        public void onMessage(ClientSocket from, String text) {
            post(() -> received(from, text));
        }

        @Override
        public void onAlive(ClientSocket from) {
            post(
                    () -> {
                        if (from == socket) {
                            aliveAtNanos = access.clock().nanos();
                        }
                    });
        }

        @Override
        public void onEnd(ClientSocket from, ErrorCode code, String reason) {
            post(() -> ended(from, code, reason));
        }
    }
}
