package org.resilientswarm.core.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.PingResult;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.link.LinkInput.Received;
import org.resilientswarm.core.link.ProbeMeter;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.LinkState;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.time.Timers;
import org.resilientswarm.core.wire.HopCodec;
import org.resilientswarm.core.wire.HopFrame;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.Protocol;

/// Speaks with the neighbours over open links: says hello, reads frames, probes, and finds out when
/// a link is lost. Owned by the `swarm-loop` thread.
final class LinkKeeper {
    /// Hears what the neighbours say.
    interface Listener {
        /// The far side has said hello, and its card is its own.
        void greeted(Neighbour neighbour, PeerCard card);

        /// The neighbour tells of members; their cards are not verified.
        void introduced(Neighbour neighbour, List<PeerCard> cards);

        /// The neighbour passes a signal on.
        void routed(Neighbour neighbour, HopFrame.RoutedSignal signal);

        /// The neighbour leaves.
        void left(Neighbour neighbour, String reason);

        /// The link is of no use any more.
        void broken(Neighbour neighbour, ErrorCode code, String reason);

        /// The state of an open link changed.
        void changed(Neighbour neighbour, LinkState state, String reason);
    }

    private static final Duration PING_TIMEOUT = Duration.ofSeconds(1);

    private final Links links;
    private final Clock clock;
    private final Timers timers;
    private final Supplier<PeerCard> card;
    private final Reports reports;
    private final Listener listener;
    private final Map<Long, PingSeries> pings = new HashMap<>();

    LinkKeeper(
            Links links,
            EngineSetup setup,
            Supplier<PeerCard> card,
            Reports reports,
            Listener listener) {
        this.links = links;
        this.clock = setup.clock();
        this.timers = setup.timers();
        this.card = card;
        this.reports = reports;
        this.listener = listener;
    }

    /// The link carries bytes: says hello and begins to measure.
    void opened(Neighbour neighbour, @Nullable String remote) {
        neighbour.remote = remote;
        neighbour.meter = new ProbeMeter(clock.nanos());
        links.send(
                neighbour,
                new HopFrame.Hello(Protocol.VERSION, Protocol.AGENT, List.of(), card.get()));
    }

    void received(Received input) {
        Neighbour neighbour = links.get(input.link());
        if (neighbour == null || neighbour.meter == null) {
            return;
        }
        neighbour.bytesIn += input.message().length;
        neighbour.meter.heard(clock.nanos());
        links.tap().hop(false, neighbour.key, input.message());
        try {
            for (HopFrame frame : HopCodec.decode(input.message())) {
                if (links.get(neighbour.link) != neighbour) {
                    return; // The frame before it ended the link.
                }
                take(neighbour, neighbour.meter, frame);
            }
        } catch (MalformedException e) {
            reports.count(e.code());
            listener.broken(neighbour, e.code(), "the neighbour sent " + e.reason());
        }
    }

    private void take(Neighbour neighbour, ProbeMeter meter, HopFrame frame)
            throws MalformedException {
        switch (frame) {
            case HopFrame.Probe probe -> links.send(neighbour, new HopFrame.ProbeReply(probe.id()));
            case HopFrame.ProbeReply reply -> answered(neighbour, meter, reply.id());
            case HopFrame.Hello hello -> greeted(neighbour, hello);
            case HopFrame.Packet _ -> requireHello(neighbour);
            case HopFrame.Goodbye goodbye -> listener.left(neighbour, goodbye.reason());
            case HopFrame.Unknown _ -> reports.count(ErrorCode.MESSAGE_UNKNOWN);
            case HopFrame.Members members -> {
                requireHello(neighbour);
                listener.introduced(neighbour, members.cards());
            }
            case HopFrame.RoutedSignal signal -> {
                requireHello(neighbour);
                listener.routed(neighbour, signal);
            }
        }
    }

    private static void requireHello(Neighbour neighbour) throws MalformedException {
        if (neighbour.hello == null) {
            throw new MalformedException(ErrorCode.MESSAGE_MALFORMED, "a frame before its hello");
        }
    }

    private void greeted(Neighbour neighbour, HopFrame.Hello hello) throws MalformedException {
        if (neighbour.hello != null) {
            throw new MalformedException(ErrorCode.MESSAGE_MALFORMED, "a second hello");
        }
        if (hello.version() != Protocol.VERSION) {
            throw new MalformedException(
                    ErrorCode.VERSION_MISMATCH,
                    "a hello of protocol version "
                            + hello.version()
                            + ", this node speaks "
                            + Protocol.VERSION
                            + ": update the older of the two");
        }
        if (!hello.card().key().equals(neighbour.key)) {
            throw new MalformedException(
                    ErrorCode.SIGNATURE_WRONG, "a hello with somebody else's card");
        }
        hello.card().verify(clock.now());
        neighbour.hello = hello;
        neighbour.state = LinkState.GOOD;
        listener.greeted(neighbour, hello.card());
    }

    private void answered(Neighbour neighbour, ProbeMeter meter, long id) {
        OptionalLong sample = meter.answered(id, clock.nanos());
        PingSeries series = pings.get(neighbour.link);
        if (series != null && series.probe == id && sample.isPresent()) {
            series.answered(sample.getAsLong());
            ping(series);
        }
    }

    /// Pings a peer, one after the other.
    void ping(PublicKey key, int count, CompletableFuture<PingResult> result) {
        Neighbour neighbour = links.peer(key);
        if (neighbour == null || pings.containsKey(neighbour.link)) {
            result.completeExceptionally(
                    neighbour == null
                            ? new SwarmException(
                                    ErrorCode.PEER_NOT_CONNECTED,
                                    "there is no link with this peer; call it first")
                            : new SwarmException(
                                    ErrorCode.LIMIT_REACHED,
                                    "this peer is being pinged already; wait for the result"));
            return;
        }
        var series = new PingSeries(neighbour, count, result);
        pings.put(neighbour.link, series);
        ping(series);
    }

    private void ping(PingSeries series) {
        Neighbour neighbour = series.neighbour;
        ProbeMeter meter = neighbour.meter;
        if (meter == null || links.get(neighbour.link) != neighbour) {
            pings.remove(neighbour.link);
            series.result.completeExceptionally(
                    new SwarmException(
                            ErrorCode.LINK_LOST, "the link was lost while it was pinged"));
            return;
        }
        if (!series.next()) {
            pings.remove(neighbour.link);
            return;
        }
        long probe = meter.send(clock.nanos());
        series.probe = probe;
        series.timeout =
                timers.after(
                        PING_TIMEOUT,
                        () -> {
                            if (series.probe == probe) {
                                series.lost();
                                ping(series);
                            }
                        });
        links.send(neighbour, new HopFrame.Probe(probe));
    }

    /// Tells everybody who waits for pings that there will be no answer.
    void stop() {
        var closed = new SwarmException(ErrorCode.SWARM_CLOSED, "the swarm was closed");
        pings.values().forEach(series -> series.result.completeExceptionally(closed));
        pings.clear();
    }

    /// When [#tick] has something to do next, on the monotonic clock.
    long nextDeadline() {
        long next = Long.MAX_VALUE;
        for (Neighbour neighbour : links.all()) {
            if (neighbour.meter != null) {
                next =
                        Math.min(
                                next,
                                Math.min(
                                        neighbour.meter.nextProbeAt(), neighbour.meter.silentAt()));
            }
        }
        return next;
    }

    /// Sends the probes that are due and finds the links that are lost.
    void tick() {
        long now = clock.nanos();
        for (Neighbour neighbour : links.all()) {
            if (neighbour.meter != null) {
                tick(neighbour, neighbour.meter, now);
            }
        }
    }

    private void tick(Neighbour neighbour, ProbeMeter meter, long now) {
        if (meter.nextProbeAt() <= now) {
            links.send(neighbour, new HopFrame.Probe(meter.send(now)));
        }
        meter.expire(now);
        LinkState state = meter.state(now);
        if (state == LinkState.LOST) {
            neighbour.state = state;
            listener.broken(neighbour, ErrorCode.LINK_LOST, meter.reason(now));
        } else if (neighbour.joined && state != neighbour.state) {
            neighbour.state = state;
            listener.changed(neighbour, state, meter.reason(now));
        }
    }
}
