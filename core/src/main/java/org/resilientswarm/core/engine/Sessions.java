package org.resilientswarm.core.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.link.Channel;
import org.resilientswarm.core.link.Transport;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PeerInfo;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SessionInfo;
import org.resilientswarm.core.model.SessionState;
import org.resilientswarm.core.session.Handshake;
import org.resilientswarm.core.session.HandshakeIdentity;
import org.resilientswarm.core.session.PacketCipher;
import org.resilientswarm.core.session.Session;
import org.resilientswarm.core.session.SessionKeys;
import org.resilientswarm.core.session.SessionListener;
import org.resilientswarm.core.session.StreamEnd;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.traffic.TrafficTap;
import org.resilientswarm.core.wire.ContentWriter;
import org.resilientswarm.core.wire.HopCodec;
import org.resilientswarm.core.wire.HopFrame;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.PacketHeader;
import org.resilientswarm.core.wire.Protocol;

/// The sessions with all peers: begins them, gives them their paths, hands them their packets, and
/// ends them. Owned by the `swarm-loop` thread.
final class Sessions {
    /// Hears how sessions fare.
    interface Owner {
        /// The peer at the far end of this link has proved who it is.
        ///
        /// @param fresh whether the session is new, or an old one that has found a path again
        void proved(Neighbour neighbour, boolean fresh);

        /// The session with a peer is over.
        void ended(PublicKey peer, String reason);

        /// The far end of a link breaks the rules, or cannot prove who it is.
        void broken(Neighbour neighbour, ErrorCode code, String reason);

        /// A peer opens a stream.
        @Nullable StreamEnd accept(Session session, long id, String type);

        /// A peer answers a ping.
        void answered(PublicKey peer, long token);
    }

    /// Each costs a millisecond; a link that works needs one.
    private static final int MAX_HANDSHAKES_PER_LINK = 8;

    private final HandshakeIdentity identity;
    private final Transport transport;
    private final Clock clock;
    private final EngineSetup setup;
    private final Reports reports;
    private final TrafficTap tap;
    private final Owner owner;
    private final Map<PublicKey, Talk> talks = new TreeMap<>();
    private final Map<Integer, Talk> byIndex = new HashMap<>();
    private final ContentWriter scratch = Session.scratch();
    private final List<Talk> touched = new ArrayList<>();

    Sessions(EngineSetup setup, Transport transport, Reports reports, TrafficTap tap, Owner owner) {
        this.identity = new HandshakeIdentity(setup.identity(), setup.secureRandom());
        this.setup = setup;
        this.clock = setup.clock();
        this.transport = transport;
        this.reports = reports;
        this.tap = tap;
        this.owner = owner;
    }

    /// By which number this side knows the session with a peer; 0 when there is none.
    long index(PublicKey peer) {
        Talk talk = talks.get(peer);
        return talk == null ? 0 : Integer.toUnsignedLong(talk.index);
    }

    @Nullable Session session(PublicKey peer) {
        Talk talk = talks.get(peer);
        return talk == null ? null : talk.session;
    }

    /// The far end of a link has said hello: goes on with the session that both have, or begins a
    /// new one.
    ///
    /// @param theirs by which number the far side knows the session, 0 for none
    void greeted(Neighbour neighbour, long theirs) {
        Talk talk = talks.computeIfAbsent(neighbour.key, Talk::new);
        if (talk.session != null && Integer.toUnsignedLong(talk.farIndex) == theirs) {
            talk.neighbour = neighbour;
            talk.endsAt = Long.MAX_VALUE;
            talk.session.path(new LinkPath(neighbour, transport, tap));
            owner.proved(neighbour, false);
            return;
        }
        if (talk.session != null) {
            end(talk, "it has begun anew");
        }
        if (neighbour.outbound) {
            Handshake handshake = Handshake.initiate(identity, neighbour.key);
            int index = newIndex();
            talk.beginning = new Talk.Beginning(handshake, neighbour.link, index, 0, true);
            byIndex.put(index, talk);
            talks.put(talk.peer, talk);
            send(neighbour, PacketHeader.FIRST, 0, index, handshake.first());
        }
    }

    private int newIndex() {
        int index = setup.secureRandom().nextInt();
        while (index == 0 || byIndex.containsKey(index)) {
            index = setup.secureRandom().nextInt();
        }
        return index;
    }

    private void send(Neighbour neighbour, int kind, int receiver, int sender, byte[] noise) {
        byte[] message =
                PacketHeader.handshake(kind, receiver, sender, noise, HopCodec.PACKET_HEADER_BYTES);
        HopCodec.packet(message, 0);
        neighbour.bytesOut += message.length;
        tap.hop(true, neighbour.key, message);
        transport.send(neighbour.link, Channel.DATA, message);
    }

    /// A packet came over a link.
    void packet(Neighbour neighbour, HopFrame.Packet packet) {
        if (packet.circuit() != 0) {
            reports.count(ErrorCode.PACKET_STRAY);
            return;
        }
        try {
            var header = PacketHeader.read(packet.message(), packet.from(), packet.end());
            switch (header.kind()) {
                case PacketHeader.FIRST -> first(neighbour, header, packet);
                case PacketHeader.SECOND -> second(neighbour, header, packet);
                case PacketHeader.THIRD -> third(neighbour, header, packet);
                default -> sealed(neighbour, header, packet);
            }
        } catch (MalformedException e) {
            reports.count(e.code());
            owner.broken(neighbour, e.code(), "the neighbour sent " + e.reason());
        }
    }

    private void first(Neighbour neighbour, PacketHeader header, HopFrame.Packet packet)
            throws MalformedException {
        if (neighbour.outbound || ++neighbour.handshakes > MAX_HANDSHAKES_PER_LINK) {
            throw new MalformedException(
                    ErrorCode.HANDSHAKE_FAILED, "a handshake that nobody waits for");
        }
        Talk talk = talks.computeIfAbsent(neighbour.key, Talk::new);
        forgetBeginning(talk);
        Handshake handshake = Handshake.respond(identity, neighbour.key);
        byte[] answer = handshake.take(body(header, packet), 0);
        if (answer == null) {
            throw new MalformedException(ErrorCode.HANDSHAKE_FAILED, "half a handshake");
        }
        int index = newIndex();
        talk.beginning =
                new Talk.Beginning(handshake, neighbour.link, index, header.sender(), false);
        byIndex.put(index, talk);
        send(neighbour, PacketHeader.SECOND, header.sender(), index, answer);
    }

    private void second(Neighbour neighbour, PacketHeader header, HopFrame.Packet packet)
            throws MalformedException {
        Talk talk = beginning(neighbour, header);
        Talk.Beginning begun = talk.beginning;
        if (begun == null || !begun.caller()) {
            throw new MalformedException(ErrorCode.HANDSHAKE_FAILED, "an answer to nothing");
        }
        byte[] third = begun.handshake().take(body(header, packet), 0);
        SessionKeys keys = begun.handshake().keys();
        if (third == null || keys == null) {
            throw new MalformedException(ErrorCode.HANDSHAKE_FAILED, "half a handshake");
        }
        send(neighbour, PacketHeader.THIRD, header.sender(), begun.index(), third);
        up(talk, neighbour, keys, header.sender(), begun);
    }

    private void third(Neighbour neighbour, PacketHeader header, HopFrame.Packet packet)
            throws MalformedException {
        Talk talk = beginning(neighbour, header);
        Talk.Beginning begun = talk.beginning;
        if (begun == null || begun.caller()) {
            throw new MalformedException(ErrorCode.HANDSHAKE_FAILED, "an answer to nothing");
        }
        begun.handshake().take(body(header, packet), 0);
        SessionKeys keys = begun.handshake().keys();
        if (keys == null) {
            throw new MalformedException(ErrorCode.HANDSHAKE_FAILED, "half a handshake");
        }
        up(talk, neighbour, keys, begun.farIndex(), begun);
    }

    private static byte[] body(PacketHeader header, HopFrame.Packet packet) {
        return java.util.Arrays.copyOfRange(packet.message(), header.bodyAt(), packet.end());
    }

    /// The talk whose handshake a message belongs to.
    private Talk beginning(Neighbour neighbour, PacketHeader header) throws MalformedException {
        Talk talk = byIndex.get(header.receiver());
        if (talk == null
                || talk.beginning == null
                || talk.beginning.index() != header.receiver()
                || talk.beginning.link() != neighbour.link) {
            throw new MalformedException(
                    ErrorCode.HANDSHAKE_FAILED, "a message of no handshake that is under way");
        }
        return talk;
    }

    private void up(
            Talk talk, Neighbour neighbour, SessionKeys keys, int farIndex, Talk.Beginning begun) {
        if (talk.session != null) {
            end(talk, "it has begun anew");
            talks.put(talk.peer, talk);
        }
        talk.beginning = null;
        talk.index = begun.index();
        talk.farIndex = farIndex;
        byIndex.put(talk.index, talk);
        talk.neighbour = neighbour;
        talk.endsAt = Long.MAX_VALUE;
        var cipher = new PacketCipher(keys, farIndex, clock.nanos());
        talk.session =
                new Session(talk.peer, begun.caller(), cipher, clock, scratch, new Ear(talk));
        talk.session.path(new LinkPath(neighbour, transport, tap));
        owner.proved(neighbour, true);
    }

    private void sealed(Neighbour neighbour, PacketHeader header, HopFrame.Packet packet)
            throws MalformedException {
        Talk talk = byIndex.get(header.receiver());
        if (talk == null || talk.session == null || !talk.peer.equals(neighbour.key)) {
            reports.count(ErrorCode.PACKET_STRAY);
            return;
        }
        talk.session.receive(packet.message(), packet.from(), packet.end());
        if (talk.farewell != null) {
            end(talk, talk.farewell);
        } else {
            touch(talk);
        }
    }

    // Ends

    /// A link is no path any more. The session waits for another for a while.
    ///
    /// @param reason why the link is none any more
    void lost(Neighbour neighbour, String reason) {
        Talk talk = talks.get(neighbour.key);
        if (talk == null) {
            return;
        }
        if (talk.beginning != null && talk.beginning.link() == neighbour.link) {
            forgetBeginning(talk);
        }
        boolean hasPath = talk.endsAt == Long.MAX_VALUE;
        if (talk.session != null && talk.neighbour == neighbour && hasPath) {
            talk.session.path(null);
            long heardAt = talk.session.heardAt();
            if (neighbour.meter != null) {
                heardAt = Math.max(heardAt, neighbour.meter.heardAt());
            }
            talk.lostBecause = reason;
            talk.endsAt = heardAt + Protocol.SESSION_SILENCE.toNanos();
        } else if (talk.session == null && talk.beginning == null) {
            talks.remove(talk.peer);
        }
    }

    /// The peer has left for good.
    void left(PublicKey peer, String reason) {
        Talk talk = talks.get(peer);
        if (talk != null && talk.session != null) {
            end(talk, reason);
        }
    }

    private void end(Talk talk, String reason) {
        Session ended = talk.session;
        byIndex.remove(talk.index);
        talk.index = 0;
        talk.farIndex = 0;
        talk.session = null;
        talk.farewell = null;
        talk.endsAt = Long.MAX_VALUE;
        if (talk.beginning == null) {
            talks.remove(talk.peer);
        }
        if (ended != null) {
            ended.lost();
            owner.ended(talk.peer, reason);
        }
    }

    private void forgetBeginning(Talk talk) {
        if (talk.beginning != null) {
            byIndex.remove(talk.beginning.index());
            talk.beginning.handshake().destroy();
            talk.beginning = null;
        }
    }

    /// Ends all sessions; this node leaves.
    void stop(String reason) {
        for (Talk talk : List.copyOf(talks.values())) {
            if (talk.session != null) {
                talk.session.close(reason);
            }
        }
    }

    // Turns of the loop

    /// The session has something to do at the end of this turn.
    void touch(PublicKey peer) {
        Talk talk = talks.get(peer);
        if (talk != null) {
            touch(talk);
        }
    }

    private void touch(Talk talk) {
        if (!talk.touched) {
            talk.touched = true;
            touched.add(talk);
        }
    }

    /// Sends what the inputs of this turn have made ready.
    void flush() {
        for (int i = 0; i < touched.size(); i++) {
            Talk talk = touched.get(i);
            talk.touched = false;
            if (talk.session != null) {
                talk.session.flush();
            }
        }
        touched.clear();
    }

    long nextDeadline() {
        long next = Long.MAX_VALUE;
        for (Talk talk : talks.values()) {
            next = Math.min(next, talk.endsAt);
            if (talk.session != null) {
                next = Math.min(next, talk.session.nextDeadline());
            }
        }
        return next;
    }

    void tick() {
        long now = clock.nanos();
        for (Talk talk : List.copyOf(talks.values())) {
            if (talk.endsAt <= now) {
                end(talk, talk.lostBecause);
            } else if (talk.session != null && talk.session.nextDeadline() <= now) {
                talk.session.tick();
            }
        }
    }

    // Pictures

    boolean has(PublicKey peer) {
        Talk talk = talks.get(peer);
        return talk != null && talk.session != null;
    }

    Collection<PublicKey> peers() {
        return talks.values().stream()
                .filter(talk -> talk.session != null)
                .map(talk -> talk.peer)
                .toList();
    }

    @Nullable PeerInfo peerInfo(PublicKey peer) {
        Talk talk = talks.get(peer);
        return talk == null || talk.session == null || talk.neighbour == null
                ? null
                : talk.neighbour.peerInfo(clock.nanos());
    }

    List<PeerInfo> peerInfos() {
        var infos = new ArrayList<PeerInfo>();
        for (PublicKey peer : peers()) {
            PeerInfo info = peerInfo(peer);
            if (info != null) {
                infos.add(info);
            }
        }
        return infos;
    }

    List<SessionInfo> infos() {
        return talks.values().stream().map(this::info).toList();
    }

    private SessionInfo info(Talk talk) {
        if (talk.session != null) {
            return talk.session.info();
        }
        boolean caller = talk.beginning != null && talk.beginning.caller();
        return new SessionInfo(
                talk.peer,
                SessionState.HANDSHAKE,
                caller,
                clock.now(),
                null,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                List.of());
    }

    /// Hears what one session says.
    private final class Ear implements SessionListener {
        private final Talk talk;

        Ear(Talk talk) {
            this.talk = talk;
        }

        @Override
        public @Nullable StreamEnd accept(Session session, long id, String type) {
            return owner.accept(session, id, type);
        }

        @Override
        public void answered(Session session, long token) {
            owner.answered(session.peer(), token);
        }

        @Override
        public void closed(Session session, String reason) {
            talk.farewell = reason;
        }

        @Override
        public void refused(ErrorCode code) {
            reports.count(code);
        }

        @Override
        public void saw(Session session, boolean outbound, byte[] content, int length) {
            tap.content(outbound, session.peer(), List.of(), content, length);
        }
    }
}
