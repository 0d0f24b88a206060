package org.resilientswarm.core.engine;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.session.Handshake;
import org.resilientswarm.core.session.HandshakeIdentity;
import org.resilientswarm.core.session.SessionKeys;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.wire.HopFrame;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.PacketHeader;
import org.resilientswarm.core.wire.Protocol;

/// Begins sessions: the three messages of the handshake, over whatever path. Owned by the
/// `swarm-loop` thread.
///
/// For each peer there is one handshake at a time. Over a link its caller begins, over a circuit
/// the side with the larger key; when both have begun, that side's stands.
final class Handshakes {
    /// Hears of handshakes that are done.
    interface Owner {
        /// What this node has with a peer, made when there is nothing yet.
        Talk talk(PublicKey peer);

        /// The peer has proved who it is.
        void up(Talk talk, Talk.Beginning begun, int farIndex, SessionKeys keys);
    }

    /// Each costs a millisecond; a path that works needs one.
    private static final int MAX_PER_PATH = 8;

    private final HandshakeIdentity identity;
    private final PublicKey self;
    private final SecureRandom random;
    private final Clock clock;
    private final Map<Integer, Talk> byIndex;
    private final Owner owner;

    /// @param byIndex what this node has, by the numbers of sessions
    Handshakes(EngineSetup setup, Map<Integer, Talk> byIndex, Owner owner) {
        this.identity = new HandshakeIdentity(setup.identity(), setup.secureRandom());
        this.self = setup.identity().publicKey();
        this.random = setup.secureRandom();
        this.clock = setup.clock();
        this.byIndex = byIndex;
        this.owner = owner;
    }

    /// Begins one over this path.
    void begin(Talk talk, PeerPath path) {
        forget(talk);
        Handshake handshake = Handshake.initiate(identity, talk.peer);
        int index = newIndex();
        keep(talk, new Talk.Beginning(handshake, path, index, 0, true, deadline()));
        send(path, PacketHeader.FIRST, 0, index, handshake.first());
    }

    private long deadline() {
        return clock.nanos() + Protocol.HANDSHAKE_TIMEOUT.toNanos();
    }

    private void keep(Talk talk, Talk.Beginning beginning) {
        talk.beginning = beginning;
        byIndex.put(beginning.index(), talk);
    }

    /// Drops the one under way.
    void forget(Talk talk) {
        if (talk.beginning != null) {
            byIndex.remove(talk.beginning.index());
            talk.beginning.handshake().destroy();
            talk.beginning = null;
        }
    }

    private int newIndex() {
        int index = random.nextInt();
        while (index == 0 || byIndex.containsKey(index)) {
            index = random.nextInt();
        }
        return index;
    }

    private static void send(PeerPath path, int kind, int receiver, int sender, byte[] noise) {
        path.sendHandshake(PacketHeader.handshake(kind, receiver, sender, noise, path.headroom()));
    }

    /// A message of a handshake came over this path.
    void take(PeerPath path, PacketHeader header, HopFrame.Packet packet)
            throws MalformedException {
        switch (header.kind()) {
            case PacketHeader.FIRST -> first(path, header, packet);
            case PacketHeader.SECOND -> second(path, header, packet);
            default -> third(path, header, packet);
        }
    }

    private void first(PeerPath path, PacketHeader header, HopFrame.Packet packet)
            throws MalformedException {
        if (path.begins() || ++path.handshakes > MAX_PER_PATH) {
            throw new MalformedException(
                    ErrorCode.HANDSHAKE_FAILED, "a handshake that nobody waits for");
        }
        Talk talk = owner.talk(path.peer);
        if (stands(talk.beginning, path) || isAnswered(talk.beginning, path, header)) {
            return;
        }
        forget(talk);
        Handshake handshake = Handshake.respond(identity, talk.peer);
        byte[] answer = handshake.take(body(header, packet), 0);
        if (answer == null) {
            throw new MalformedException(ErrorCode.HANDSHAKE_FAILED, "half a handshake");
        }
        int index = newIndex();
        keep(talk, new Talk.Beginning(handshake, path, index, header.sender(), false, deadline()));
        send(path, PacketHeader.SECOND, header.sender(), index, answer);
    }

    /// Whether the handshake under way keeps its place beside one that the far side begins. Over a
    /// circuit anybody may claim to be the peer, so it cannot disturb what goes on over a link.
    private boolean stands(Talk.@Nullable Beginning ours, PeerPath theirs) {
        if (ours == null || ours.deadline() <= clock.nanos()) {
            return false;
        }
        boolean larger = ours.caller() && self.compareTo(theirs.peer) > 0;
        return larger || (ours.path().direct() && !theirs.direct());
    }

    /// A relay may send the message twice.
    private static boolean isAnswered(
            Talk.@Nullable Beginning ours, PeerPath path, PacketHeader header) {
        return ours != null && ours.path() == path && ours.farIndex() == header.sender();
    }

    private void second(PeerPath path, PacketHeader header, HopFrame.Packet packet)
            throws MalformedException {
        Talk talk = beginning(path, header);
        Talk.Beginning begun = talk == null ? null : talk.beginning;
        if (talk == null || begun == null || !begun.caller()) {
            throw new MalformedException(ErrorCode.HANDSHAKE_FAILED, "an answer to nothing");
        }
        byte[] third = begun.handshake().take(body(header, packet), 0);
        SessionKeys keys = begun.handshake().keys();
        if (third == null || keys == null) {
            throw new MalformedException(ErrorCode.HANDSHAKE_FAILED, "half a handshake");
        }
        send(path, PacketHeader.THIRD, header.sender(), begun.index(), third);
        owner.up(talk, begun, header.sender(), keys);
    }

    private void third(PeerPath path, PacketHeader header, HopFrame.Packet packet)
            throws MalformedException {
        Talk talk = beginning(path, header);
        Talk.Beginning begun = talk == null ? null : talk.beginning;
        if (talk == null || begun == null || begun.caller()) {
            throw new MalformedException(ErrorCode.HANDSHAKE_FAILED, "an answer to nothing");
        }
        begun.handshake().take(body(header, packet), 0);
        SessionKeys keys = begun.handshake().keys();
        if (keys == null) {
            throw new MalformedException(ErrorCode.HANDSHAKE_FAILED, "half a handshake");
        }
        owner.up(talk, begun, begun.farIndex(), keys);
    }

    private static byte[] body(PacketHeader header, HopFrame.Packet packet) {
        return Arrays.copyOfRange(packet.message(), header.bodyAt(), packet.end());
    }

    /// The talk whose handshake a message belongs to, or null.
    private @Nullable Talk beginning(PeerPath path, PacketHeader header) {
        Talk talk = byIndex.get(header.receiver());
        boolean its =
                talk != null
                        && talk.beginning != null
                        && talk.beginning.index() == header.receiver()
                        && talk.beginning.path() == path;
        return its ? talk : null;
    }
}
