package org.resilientswarm.core.engine;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.link.Channel;
import org.resilientswarm.core.link.LinkInput.Received;
import org.resilientswarm.core.link.ProbeMeter;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.LinkState;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.wire.HopCodec;
import org.resilientswarm.core.wire.HopFrame;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.Protocol;

/// Speaks with the neighbours over open links: says hello, reads frames, probes, and finds out when
/// a link is lost. Owned by the `swarm-loop` thread.
final class LinkKeeper implements Turns.Part {
    /// Hears what the neighbours say.
    interface Listener {
        /// The far side has said hello, and its card is its own.
        void greeted(Neighbour neighbour, HopFrame.Hello hello);

        /// By which number this side knows its session with a peer, 0 for none.
        long session(PublicKey peer);

        /// A packet of a session came.
        ///
        /// @param urgent whether it came over the channel that may lose packets
        void packet(Neighbour neighbour, HopFrame.Packet packet, boolean urgent)
                throws MalformedException;

        /// The neighbour says something of a circuit.
        void circuit(Neighbour neighbour, HopFrame frame) throws MalformedException;

        /// The neighbour passes a signal on.
        void routed(Neighbour neighbour, HopFrame.RoutedSignal signal);

        /// The neighbour leaves.
        void left(Neighbour neighbour, String reason);

        /// The link is of no use any more.
        void broken(Neighbour neighbour, ErrorCode code, String reason);

        /// The state of an open link changed.
        void changed(Neighbour neighbour, LinkState state, String reason);
    }

    private final Links links;
    private final Clock clock;
    private final Supplier<PeerCard> card;
    private final Reports reports;
    private final Listener listener;

    LinkKeeper(
            Links links,
            EngineSetup setup,
            Supplier<PeerCard> card,
            Reports reports,
            Listener listener) {
        this.links = links;
        this.clock = setup.clock();
        this.card = card;
        this.reports = reports;
        this.listener = listener;
    }

    /// The link carries bytes: says hello and begins to measure.
    void opened(Neighbour neighbour, @Nullable String remote) {
        neighbour.remote = remote;
        links.opened(neighbour, clock.nanos());
        links.send(
                neighbour,
                new HopFrame.Hello(
                        Protocol.VERSION,
                        Protocol.AGENT,
                        List.of(),
                        card.get(),
                        listener.session(neighbour.key)));
    }

    /// Tells everybody at the far end of an open link that this node leaves. Also those who have
    /// not proved themselves here: the caller of a handshake is done before the called, and would
    /// wait for another path if the link ended without a word.
    void sayGoodbye(String reason) {
        for (Neighbour neighbour : links.all()) {
            if (neighbour.meter != null) {
                links.send(neighbour, new HopFrame.Goodbye(reason));
            }
        }
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
                take(neighbour, neighbour.meter, frame, input.channel() == Channel.PROBE);
            }
        } catch (MalformedException e) {
            reports.count(e.code());
            listener.broken(neighbour, e.code(), "the neighbour sent " + e.reason());
        }
    }

    private void take(Neighbour neighbour, ProbeMeter meter, HopFrame frame, boolean urgent)
            throws MalformedException {
        switch (frame) {
            case HopFrame.Probe probe -> links.send(neighbour, new HopFrame.ProbeReply(probe.id()));
            case HopFrame.ProbeReply reply -> meter.answered(reply.id(), clock.nanos());
            case HopFrame.Hello hello -> greeted(neighbour, hello);
            case HopFrame.Packet packet -> {
                requireHello(neighbour);
                listener.packet(neighbour, packet, urgent);
            }
            case HopFrame.CircuitOpen _,
                    HopFrame.CircuitAccept _,
                    HopFrame.CircuitRefuse _,
                    HopFrame.CircuitCredit _,
                    HopFrame.CircuitClose _ -> {
                requireHello(neighbour);
                listener.circuit(neighbour, frame);
            }
            case HopFrame.Goodbye goodbye -> listener.left(neighbour, goodbye.reason());
            case HopFrame.Unknown _ -> reports.count(ErrorCode.MESSAGE_UNKNOWN);
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
        listener.greeted(neighbour, hello);
    }

    @Override
    public long nextDeadline() {
        return links.nextDeadline();
    }

    /// Sends the probes that are due and finds the links that are lost.
    @Override
    public void tick() {
        long now = clock.nanos();
        for (Neighbour neighbour : links.all()) {
            if (neighbour.meter != null) {
                tick(neighbour, neighbour.meter, now);
            }
        }
        links.done();
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
