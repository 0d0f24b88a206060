package org.resilientswarm.core.exchange;

import io.github.bucket4j.Bucket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.ExchangeCodec;
import org.resilientswarm.core.wire.ExchangeMessage;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.Protocol;

/// One client's connection, from hello to close.
///
/// Its messages arrive one after the other, on any thread; [#send] is safe on every thread. What a
/// client does wrong ends this connection at worst.
final class ExchangeConnection {
    private static final int POLICY_VIOLATION = 1008;
    private static final int GOING_AWAY = 1001;
    private static final int SERVER_ERROR = 1011;

    private final Exchange exchange;
    private final Outlet outlet;
    private final InetSocketAddress remote;
    private final AuthorityCheck.Arrival arrival;
    private final byte[] nonce = new byte[Protocol.NONCE_BYTES];
    private final Bucket messages;

    /// Only touched while a message is handled.
    private boolean nonceUsed;

    /// Only touched while a message is handled.
    private int malformed;

    private volatile @Nullable PeerCard card;
    private volatile boolean closed;
    private volatile long heardAtNanos;
    private @Nullable ScheduledFuture<?> registrationTimeout;
    private @Nullable ScheduledFuture<?> keepAlive;

    ExchangeConnection(
            Exchange exchange,
            Outlet outlet,
            InetSocketAddress remote,
            AuthorityCheck.Arrival arrival) {
        this.exchange = exchange;
        this.outlet = outlet;
        this.remote = remote;
        this.arrival = arrival;
        exchange.random.nextBytes(nonce);
        ExchangeLimits limits = exchange.limits;
        this.messages =
                Bucket.builder()
                        .addLimit(
                                limit ->
                                        limit.capacity(limits.signalBurst())
                                                .refillGreedy(
                                                        limits.signalsPerSecond(),
                                                        Duration.ofSeconds(1)))
                        .build();
    }

    /// The connection is open: says hello.
    void opened() {
        exchange.metrics.connectionOpened();
        heard();
        registrationTimeout =
                exchange.timer.schedule(
                        this::closeUnlessRegistered,
                        Protocol.REGISTRATION_TIMEOUT.toMillis(),
                        TimeUnit.MILLISECONDS);
        long interval = Protocol.EXCHANGE_KEEP_ALIVE.toMillis();
        keepAlive =
                exchange.timer.scheduleAtFixedRate(
                        this::keepAlive, interval, interval, TimeUnit.MILLISECONDS);
        send(
                new ExchangeMessage.Hello(
                        Protocol.VERSION,
                        nonce,
                        exchange.clock.now(),
                        exchange.stunPort.getAsInt()));
    }

    /// Something came that proves the client alive.
    void heard() {
        heardAtNanos = exchange.clock.nanos();
    }

    /// A text message arrived.
    void received(String text) {
        heard();
        try {
            handle(exchange.codec.decodeFromClient(text));
        } catch (MalformedException e) {
            refuse(e.code(), e.reason(), null);
            countMalformed();
        }
        if (closed) {
            // It closed while the message was handled, which may have entered it anew.
            leave();
        }
    }

    /// A binary message arrived; there are none in this protocol.
    void receivedBinary() {
        heard();
        refuse(ErrorCode.MESSAGE_MALFORMED, "a binary message: send JSON text", null);
        countMalformed();
    }

    /// A message arrived that was larger than the limit; the connection is being closed.
    void receivedOversized() {
        exchange.metrics.refused(ErrorCode.MESSAGE_OVERSIZED);
    }

    /// An error of this program came up while a message was handled.
    void failed() {
        exchange.metrics.refused(ErrorCode.INTERNAL);
        outlet.close(SERVER_ERROR, "internal error");
    }

    /// The connection is closed. Further calls do nothing.
    void closed() {
        if (closed) {
            return;
        }
        closed = true;
        cancel(registrationTimeout);
        cancel(keepAlive);
        leave();
        exchange.metrics.connectionClosed();
    }

    /// Sends a message to the client.
    void send(ExchangeMessage.FromServer message) {
        if (!closed) {
            outlet.send(exchange.codec.encode(message));
        }
    }

    private void handle(ExchangeMessage.FromClient message) {
        PeerCard own = card;
        if (message instanceof ExchangeMessage.Register register) {
            register(register, own);
        } else if (own == null) {
            refuse(ErrorCode.REGISTRATION_REQUIRED, "register first", referenceOf(message));
        } else if (!messages.tryConsume(1)) {
            refuse(
                    ErrorCode.RATE_LIMITED,
                    "more than " + exchange.limits.signalsPerSecond() + " messages a second",
                    referenceOf(message));
        } else {
            try {
                handleRegistered(message, own);
            } catch (MalformedException e) {
                refuse(e.code(), e.reason(), referenceOf(message));
            }
        }
    }

    private void handleRegistered(ExchangeMessage.FromClient message, PeerCard own)
            throws MalformedException {
        switch (message) {
            case ExchangeMessage.Register _ ->
                    throw new IllegalStateException("a registration is handled before");
            case ExchangeMessage.Card(var renewed) -> renew(renewed, own);
            case ExchangeMessage.Carried(var signal) ->
                    exchange.delivery.carry(signal, own.key(), this, exchange.clock.now());
            case ExchangeMessage.Lookup(var key, var patience) -> lookup(key, patience);
            case ExchangeMessage.Ping(var keys) ->
                    send(
                            new ExchangeMessage.Pong(
                                    keys.stream().filter(exchange.directory::present).toList()));
            case ExchangeMessage.JoinRoom(var name) -> join(name, own);
            case ExchangeMessage.LeaveRoom(var name) -> exchange.rooms.leave(this, own.key(), name);
        }
    }

    private void register(ExchangeMessage.Register register, @Nullable PeerCard own) {
        if (own != null || nonceUsed) {
            refuse(ErrorCode.REGISTRATION_REQUIRED, "registered already", null);
            return;
        }
        nonceUsed = true;
        try {
            admit(register);
        } catch (MalformedException e) {
            refuse(e.code(), e.reason(), null);
            outlet.close(POLICY_VIOLATION, e.code().name());
        }
    }

    private void admit(ExchangeMessage.Register register) throws MalformedException {
        if (!exchange.registrations.tryRegister(remote.getAddress())) {
            throw new MalformedException(
                    ErrorCode.RATE_LIMITED,
                    "more than "
                            + exchange.limits.registrationsPerMinute()
                            + " registrations a minute from one address");
        }
        PeerCard proven = register.card();
        proven.verify(exchange.clock.now());
        exchange.authorities.check(arrival, proven.key(), nonce, register.signature());
        card = proven;
        Optional<Directory.Admission> admission = exchange.directory.register(this, proven);
        if (admission.isEmpty()) {
            card = null;
            throw new MalformedException(
                    ErrorCode.LIMIT_REACHED,
                    "this key has "
                            + Protocol.MAX_CONNECTIONS_PER_KEY
                            + " connections here already");
        }
        welcome(proven, admission.get());
    }

    private void welcome(PeerCard own, Directory.Admission admission) {
        cancel(registrationTimeout);
        var observed = new HostPort(remote.getAddress().getHostAddress(), remote.getPort());
        send(new ExchangeMessage.Registered(observed, !admission.elsewhere().isEmpty()));
        admission.elsewhere().forEach(other -> other.send(new ExchangeMessage.Elsewhere()));
        admission
                .answered()
                .forEach(question -> question.asker().send(new ExchangeMessage.Card(own)));
        exchange.delivery.handOverMail(own.key());
    }

    private void renew(PeerCard renewed, PeerCard own) throws MalformedException {
        if (!renewed.key().equals(own.key())) {
            throw new MalformedException(ErrorCode.SIGNATURE_WRONG, "another key's card");
        }
        renewed.verify(exchange.clock.now());
        card = renewed;
        exchange.directory.renew(this, renewed);
    }

    private void lookup(PublicKey key, Duration patience) throws MalformedException {
        switch (exchange.directory.lookup(this, key, exchange.clock.now())) {
            case Directory.Found.Here(var found) -> send(new ExchangeMessage.Card(found));
            case Directory.Found.TooMany() ->
                    throw new MalformedException(
                            ErrorCode.LIMIT_REACHED,
                            Protocol.MAX_LOOKUPS + " lookups wait for this connection already");
            case Directory.Found.Later(var question) -> {
                if (patience.isZero()) {
                    giveUp(question);
                } else {
                    schedule(() -> giveUp(question), patience);
                }
            }
        }
    }

    private void giveUp(Directory.Question question) {
        if (exchange.directory.giveUp(question)) {
            send(new ExchangeMessage.Unknown(question.key()));
        }
    }

    private void join(String name, PeerCard own) throws MalformedException {
        List<ExchangeConnection> others = exchange.rooms.join(this, own.key(), name);
        List<PeerCard> cards =
                others.stream().flatMap(other -> Optional.ofNullable(other.card).stream()).toList();
        int from = 0;
        do {
            int to = Math.min(from + Protocol.ROOM_CARDS_PER_MESSAGE, cards.size());
            send(new ExchangeMessage.RoomMembers(name, cards.subList(from, to)));
            from = to;
        } while (from < cards.size());
        var joined = new ExchangeMessage.RoomMembers(name, List.of(own));
        others.forEach(other -> other.send(joined));
    }

    private void refuse(ErrorCode code, String message, @Nullable String reference) {
        exchange.metrics.refused(code);
        send(new ExchangeMessage.Refused(code, message, reference));
    }

    private void countMalformed() {
        malformed++;
        if (malformed == Protocol.MAX_MALFORMED_MESSAGES) {
            outlet.close(POLICY_VIOLATION, "too many malformed messages");
        }
    }

    private void closeUnlessRegistered() {
        if (card == null) {
            refuse(ErrorCode.REGISTRATION_REQUIRED, "no registration in good time", null);
            outlet.close(POLICY_VIOLATION, "no registration in good time");
        }
    }

    private void keepAlive() {
        long silentNanos = exchange.clock.nanos() - heardAtNanos;
        if (silentNanos > Protocol.EXCHANGE_KEEP_ALIVE.multipliedBy(2).toNanos()) {
            outlet.close(GOING_AWAY, "no answer to pings");
        } else {
            outlet.ping();
        }
    }

    private void leave() {
        PeerCard own = card;
        exchange.directory.remove(this, own == null ? null : own.key());
        if (own != null) {
            exchange.rooms.leaveAll(this, own.key());
        }
    }

    private void schedule(Runnable task, Duration delay) {
        try {
            ScheduledFuture<?> _ =
                    exchange.timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            closed();
        }
    }

    private static @Nullable String referenceOf(ExchangeMessage.FromClient message) {
        return switch (message) {
            case ExchangeMessage.Carried(var signal) -> ExchangeCodec.reference(signal.id());
            case ExchangeMessage.Lookup(var key, _) -> ExchangeCodec.reference(key);
            case ExchangeMessage.JoinRoom(var name) -> name;
            case ExchangeMessage.LeaveRoom(var name) -> name;
            case ExchangeMessage.Register _, ExchangeMessage.Card _, ExchangeMessage.Ping _ -> null;
        };
    }

    private static void cancel(@Nullable ScheduledFuture<?> task) {
        if (task != null) {
            task.cancel(false);
        }
    }
}
