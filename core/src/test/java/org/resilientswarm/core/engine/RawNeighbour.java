package org.resilientswarm.core.engine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.identity.PrekeyRing;
import org.resilientswarm.core.link.Channel;
import org.resilientswarm.core.link.LinkInput;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.session.Handshake;
import org.resilientswarm.core.session.HandshakeIdentity;
import org.resilientswarm.core.session.SessionKeys;
import org.resilientswarm.core.signal.SignalInput;
import org.resilientswarm.core.wire.Description;
import org.resilientswarm.core.wire.HopCodec;
import org.resilientswarm.core.wire.HopFrame;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.PacketHeader;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.Signal;
import org.resilientswarm.core.wire.SignalBody;
import org.resilientswarm.core.wire.SignalBody.Attempt;
import org.resilientswarm.core.wire.SignalBodyCodec;

/// A neighbour of an [EngineBench]'s engine that is played by the test: it has a real identity, and
/// says what the test wants, frame by frame or byte by byte.
final class RawNeighbour {
    /// By which number it knows its session.
    static final int SESSION = 77;

    private final EngineBench bench;
    private final Identity identity;
    private final PrekeyRing prekeys;
    private final List<HopFrame> heard = new ArrayList<>();
    private final List<SignalBody> signals = new ArrayList<>();
    private List<HostPort> addresses = List.of();
    private @Nullable SessionKeys keys;
    private int farIndex;
    private long link;
    private boolean closed;

    RawNeighbour(EngineBench bench, Identity identity) {
        this.bench = bench;
        this.identity = identity;
        this.prekeys = new PrekeyRing(new SecureRandom(), bench.time.now());
    }

    PublicKey key() {
        return identity.publicKey();
    }

    Identity identity() {
        return identity;
    }

    String sdp() {
        return "hand:" + key().shortText();
    }

    RawNeighbour withAddresses(List<HostPort> newAddresses) {
        addresses = newAddresses;
        return this;
    }

    /// A card made now.
    PeerCard card() {
        return card("");
    }

    PeerCard card(String name) {
        return PeerCard.sign(
                identity, name, prekeys.published(), "raw/1", addresses, bench.time.now());
    }

    /// What the engine said over the link, in order.
    List<HopFrame> heard() {
        return List.copyOf(heard);
    }

    <T extends HopFrame> List<T> heard(Class<T> type) {
        return heard.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /// Whether the engine ended the link.
    boolean closed() {
        return closed;
    }

    /// The bodies of the signals that the engine sealed for this neighbour.
    List<SignalBody> signals() {
        return List.copyOf(signals);
    }

    /// A sealed and signed signal to the engine.
    Signal signal(SignalBody body) {
        byte[] id = new byte[Signal.ID_LENGTH];
        bench.random().nextBytes(id);
        return Signal.seal(
                identity,
                bench.card(),
                id,
                body.kind(),
                SignalBodyCodec.encode(body),
                bench.time.now());
    }

    SignalBody.Offer offer() {
        byte[] id = new byte[Attempt.LENGTH];
        bench.random().nextBytes(id);
        var description = new Description(sdp(), List.of());
        return new SignalBody.Offer(new Attempt(id), description, card());
    }

    /// Offers a link by way of the exchange, waits for the answer and lets the link open.
    RawNeighbour offersAndConnects() {
        SignalBody.Offer offer = offer();
        sendsByExchange(signal(offer));
        bench.time.pass(Duration.ZERO);
        boolean answered =
                signals.stream()
                        .anyMatch(
                                body ->
                                        body instanceof SignalBody.Answer answer
                                                && answer.attempt().equals(offer.attempt())
                                                && answer.card().key().equals(bench.key()));
        if (!answered) {
            throw new AssertionError("the engine did not answer the offer");
        }
        bench.tell(new LinkInput.Opened(link, "hand"));
        return this;
    }

    /// Says hello and proves who it is.
    RawNeighbour greets() {
        says(hello());
        return shakesHands();
    }

    /// Begins a session as the caller.
    RawNeighbour shakesHands() {
        return shakesHands(identity, proof -> proof);
    }

    /// Begins a session as the caller, under any name and with any proof.
    RawNeighbour shakesHands(Identity as, UnaryOperator<byte[]> proof) {
        var handshake =
                Handshake.initiate(new HandshakeIdentity(as, new SecureRandom()), bench.key());
        heard.removeIf(HopFrame.Packet.class::isInstance);
        saysPacket(PacketHeader.FIRST, 0, SESSION, handshake.first());
        for (HopFrame.Packet packet : heard(HopFrame.Packet.class)) {
            try {
                var header = PacketHeader.read(packet.message(), packet.from(), packet.end());
                byte[] third =
                        handshake.take(
                                Arrays.copyOf(packet.message(), packet.end()), header.bodyAt());
                if (third == null) {
                    throw new AssertionError("the engine's answer asks for nothing");
                }
                farIndex = header.sender();
                saysPacket(PacketHeader.THIRD, farIndex, 0, proof.apply(third));
            } catch (MalformedException e) {
                if (as == identity) {
                    throw new AssertionError("the engine answered " + e.reason(), e);
                }
                return this;
            }
        }
        keys = handshake.keys();
        return this;
    }

    /// The keys of the session that was begun, or null when there is none.
    @Nullable SessionKeys keys() {
        return keys;
    }

    /// By which number the engine knows the session.
    int farIndex() {
        return farIndex;
    }

    RawNeighbour saysPacket(int kind, int receiver, int sender, byte[] noise) {
        byte[] message =
                PacketHeader.handshake(kind, receiver, sender, noise, HopCodec.PACKET_HEADER_BYTES);
        HopCodec.packet(message, 0);
        return saysBytes(message);
    }

    HopFrame.Hello hello() {
        return new HopFrame.Hello(Protocol.VERSION, "raw/1", List.of(), card(), 0);
    }

    RawNeighbour says(HopFrame... frames) {
        var message = new ByteArrayOutputStream();
        for (HopFrame frame : frames) {
            message.writeBytes(HopCodec.encode(frame));
        }
        return saysBytes(message.toByteArray());
    }

    RawNeighbour saysBytes(byte[] message) {
        bench.tell(new LinkInput.Received(link, Channel.DATA, message));
        return this;
    }

    /// A frame with any type and body.
    static byte[] frame(int type, byte[] body) {
        return ByteBuffer.allocate(HopCodec.HEADER_BYTES + body.length)
                .putInt(type << 24 | body.length)
                .put(body)
                .array();
    }

    void sendsByExchange(Signal signal) {
        bench.tell(new SignalInput.SignalArrived(EngineBench.EXCHANGE.toString(), signal));
    }

    /// Routes a signal through the engine as a neighbour.
    RawNeighbour routes(Signal signal) {
        return says(new HopFrame.RoutedSignal(Protocol.MAX_SIGNAL_HOPS - 1, signal));
    }

    void isAccepted(long newLink) {
        link = newLink;
        closed = false;
    }

    void isClosed() {
        closed = true;
    }

    void receives(byte[] message) {
        try {
            heard.addAll(HopCodec.decode(message));
        } catch (MalformedException e) {
            throw new AssertionError("the engine sent " + e.reason(), e);
        }
    }

    void receives(Signal signal) {
        try {
            signal.verify(bench.time.now());
            signals.add(SignalBodyCodec.decode(signal.kind(), signal.open(prekeys)));
        } catch (MalformedException e) {
            throw new AssertionError("the engine sent " + e.reason(), e);
        }
    }
}
