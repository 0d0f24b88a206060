package org.resilientswarm.core.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SessionInfo;
import org.resilientswarm.core.model.SessionState;
import org.resilientswarm.core.session.PacketCipher;
import org.resilientswarm.core.session.Session;
import org.resilientswarm.core.session.SessionKeys;
import org.resilientswarm.core.session.StreamEnd;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.traffic.TrafficTap;
import org.resilientswarm.core.wire.ContentWriter;
import org.resilientswarm.core.wire.HopFrame;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.PacketHeader;
import org.resilientswarm.core.wire.Protocol;

/// The sessions with all peers: begins them, hands them their packets, knows which paths they have,
/// and ends them. Which path is used decides [PathOffice]. Owned by the `swarm-loop` thread.
final class Sessions implements Handshakes.Owner {
    /// Hears how sessions fare.
    interface Owner {
        /// The peer at the far end of this path has proved who it is.
        ///
        /// @param fresh whether the session is new, or an old one that has found one more path
        void proved(Talk talk, PeerPath path, boolean fresh);

        /// A path is none any more.
        void pathLost(Talk talk, PeerPath path, String reason);

        /// The session with a peer is over.
        void ended(PublicKey peer, String reason);

        /// Nobody needs this path any more; its session is over.
        void released(PeerPath path);

        /// The far end of a path breaks the rules, or cannot prove who it is.
        void broken(PeerPath path, ErrorCode code, String reason);

        /// A peer opens a stream.
        @Nullable StreamEnd accept(Session session, long id, String type);

        /// A peer answers a ping.
        void answered(PublicKey peer, long token);
    }

    /// A peer that knows the session answers within this time over a new path.
    private static final long ATTACH_NANOS = Duration.ofMillis(1500).toNanos();

    /// A handshake without an answer begins anew over another path after this time.
    private static final long TRY_OTHER_NANOS = Duration.ofSeconds(1).toNanos();

    /// A session that is younger may be unknown to the far side still.
    private static final long YOUNG_NANOS = Duration.ofSeconds(3).toNanos();

    private final Clock clock;
    private final Reports reports;
    private final TrafficTap tap;
    private final Owner owner;
    private final Handshakes handshakes;
    private final Map<PublicKey, Talk> talks = new TreeMap<>();
    private final Map<Integer, Talk> byIndex = new HashMap<>();
    private final ContentWriter scratch = Session.scratch();
    private final TalkTurns turns = new TalkTurns(talks, this::tick);

    Sessions(EngineSetup setup, Reports reports, TrafficTap tap, Owner owner) {
        this.clock = setup.clock();
        this.reports = reports;
        this.tap = tap;
        this.owner = owner;
        this.handshakes = new Handshakes(setup, byIndex, this);
    }

    /// By which number this side knows the session with a peer; 0 when there is none.
    long index(PublicKey peer) {
        Talk talk = talks.get(peer);
        return talk == null ? 0 : Integer.toUnsignedLong(talk.index);
    }

    /// For those who have it do something in this turn.
    @Nullable Session session(PublicKey peer) {
        Talk talk = talks.get(peer);
        if (talk == null) {
            return null;
        }
        touch(talk);
        return talk.session;
    }

    @Nullable Talk find(PublicKey peer) {
        return talks.get(peer);
    }

    @Override
    public Talk talk(PublicKey peer) {
        return talks.computeIfAbsent(peer, Talk::new);
    }

    Collection<Talk> all() {
        return List.copyOf(talks.values());
    }

    // Paths come

    /// The far end of a link has said hello: goes on with the session that both have, or begins a
    /// new one.
    ///
    /// @param theirs by which number the far side knows the session, 0 for none
    void greeted(PeerPath path, long theirs) {
        Talk talk = talk(path.peer);
        touch(talk);
        Session session = talk.session;
        if (session != null && Integer.toUnsignedLong(talk.farIndex) == theirs) {
            attached(talk, path);
            return;
        }
        talk.unproven.add(path);
        if (session != null && theirs == 0 && clock.nanos() - talk.upAt < YOUNG_NANOS) {
            attach(session, path);
            return;
        }
        if (session != null) {
            endForNew(talk);
        }
        beginOver(talk, path);
    }

    /// A circuit stands. Whether the peer is at its far end, and knows the session, must show.
    void reached(PeerPath path) {
        Talk talk = talk(path.peer);
        touch(talk);
        talk.unproven.add(path);
        if (talk.session != null) {
            attach(talk.session, path);
        } else {
            beginOver(talk, path);
        }
    }

    private void attach(Session session, PeerPath path) {
        path.attachBy = clock.nanos() + ATTACH_NANOS;
        session.ping(path.token(0), path);
    }

    private void beginOver(Talk talk, PeerPath path) {
        path.attachBy = clock.nanos() + Protocol.HANDSHAKE_TIMEOUT.toNanos();
        if (path.begins() && talk.beginning == null) {
            handshakes.begin(talk, path);
            talk.tryOtherAt = clock.nanos() + TRY_OTHER_NANOS;
        }
    }

    /// The peer at its far end knows the session.
    private void attached(Talk talk, PeerPath path) {
        talk.unproven.remove(path);
        if (!talk.paths.contains(path)) {
            talk.paths.add(path);
        }
        prove(path);
        owner.proved(talk, path, false);
    }

    private void prove(PeerPath path) {
        path.proven = true;
        path.attachBy = Long.MAX_VALUE;
        path.heard(clock.nanos());
    }

    @Override
    public void up(Talk talk, Talk.Beginning begun, int farIndex, SessionKeys keys) {
        PeerPath path = begun.path();
        if (talk.session != null) {
            endForNew(talk);
        }
        talk.beginning = null;
        talk.index = begun.index();
        talk.farIndex = farIndex;
        byIndex.put(talk.index, talk);
        talk.endsAt = Long.MAX_VALUE;
        talk.upAt = clock.nanos();
        var cipher = new PacketCipher(keys, farIndex, clock.nanos());
        var session =
                new Session(
                        talk.peer,
                        begun.caller(),
                        cipher,
                        clock,
                        scratch,
                        new SessionEar(talk, owner, reports, tap, clock));
        talk.session = session;
        touch(talk);
        talk.unproven.remove(path);
        talk.paths.add(path);
        prove(path);
        owner.proved(talk, path, true);
        talk.unproven.forEach(other -> attach(session, other));
    }

    // Packets

    /// A packet came over a path.
    void packet(PeerPath path, HopFrame.Packet packet) {
        try {
            var header = PacketHeader.read(packet.message(), packet.from(), packet.end());
            switch (header.kind()) {
                case PacketHeader.FIRST, PacketHeader.SECOND, PacketHeader.THIRD ->
                        handshakes.take(path, header, packet);
                default -> sealed(path, header, packet);
            }
        } catch (MalformedException e) {
            reports.count(e.code());
            // What comes out of a circuit may be a relay's own: only the peer itself, whose packets
            // open, can break the rules there.
            if (path.direct() || e.code() == ErrorCode.PROTOCOL_VIOLATED) {
                owner.broken(path, e.code(), "the far side sent " + e.reason());
            }
        }
    }

    private void sealed(PeerPath path, PacketHeader header, HopFrame.Packet packet)
            throws MalformedException {
        Talk talk = byIndex.get(header.receiver());
        if (talk == null || talk.session == null || !talk.peer.equals(path.peer)) {
            reports.count(ErrorCode.PACKET_STRAY);
            return;
        }
        boolean genuine = talk.session.receive(packet.message(), packet.from(), packet.end(), path);
        if (genuine) {
            path.heard(clock.nanos());
            if (!path.proven) {
                attached(talk, path);
            }
        }
        if (talk.farewell != null) {
            end(talk, talk.farewell);
        } else {
            touch(talk);
        }
    }

    // Ends

    /// A path is none any more. The session waits for another for a while.
    ///
    /// @param reason why it is none any more
    void lost(PeerPath path, String reason) {
        Talk talk = talks.get(path.peer);
        if (talk == null) {
            return;
        }
        touch(talk);
        talk.unproven.remove(path);
        if (talk.beginning != null && talk.beginning.path() == path) {
            handshakes.forget(talk);
            talk.tryOtherAt = clock.nanos();
        }
        if (talk.paths.remove(path)) {
            if (talk.also == path) {
                over(talk, null);
            }
            if (talk.session != null) {
                talk.session.lost(path);
            }
            owner.pathLost(talk, path, reason);
            if (talk.session != null && talk.paths.isEmpty()) {
                talk.session.path(null);
                talk.lostBecause = reason;
                talk.endsAt = heardAt(talk, path) + Protocol.SESSION_SILENCE.toNanos();
            }
        }
        forgetIfEmpty(talk);
    }

    private static long heardAt(Talk talk, PeerPath path) {
        long heardAt = talk.session == null ? path.heardAt : talk.session.heardAt();
        var probes = path.direct() ? path.first.meter : null;
        return probes == null ? heardAt : Math.max(heardAt, probes.heardAt());
    }

    private void forgetIfEmpty(Talk talk) {
        if (talk.empty()) {
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
        List<PeerPath> paths = List.copyOf(talk.paths);
        finish(talk, reason);
        paths.forEach(owner::released);
    }

    /// Another session takes its place; over the paths of the old one the far side must answer
    /// anew.
    private void endForNew(Talk talk) {
        for (PeerPath path : talk.paths) {
            path.proven = false;
            path.attachBy = clock.nanos() + Protocol.HANDSHAKE_TIMEOUT.toNanos();
            if (!talk.unproven.contains(path)) {
                talk.unproven.add(path);
            }
        }
        finish(talk, "it has begun anew");
        talks.put(talk.peer, talk);
    }

    private void finish(Talk talk, String reason) {
        touch(talk);
        Session ended = talk.session;
        byIndex.remove(talk.index);
        talk.index = 0;
        talk.farIndex = 0;
        talk.session = null;
        talk.farewell = null;
        talk.endsAt = Long.MAX_VALUE;
        talk.also = null;
        talk.told = false;
        talk.paths.clear();
        talk.chooser.changed(List.of());
        forgetIfEmpty(talk);
        if (ended != null) {
            ended.lost();
            owner.ended(talk.peer, reason);
        }
    }

    /// Ends all sessions; this node leaves.
    void stop(String reason) {
        for (Talk talk : all()) {
            if (talk.session != null) {
                talk.session.close(reason);
            }
        }
    }

    // The path in use

    /// Moves the session to its chosen path.
    void use(Talk talk, PeerPath path) {
        talk.endsAt = Long.MAX_VALUE;
        talk.also = null;
        if (talk.session != null) {
            talk.session.path(path);
            touch(talk);
        }
    }

    /// Uses this one, too, or no second one any more.
    void over(Talk talk, @Nullable PeerPath also) {
        talk.also = also;
        if (talk.session != null) {
            talk.session.alsoOver(also);
            touch(talk);
        }
    }

    /// Asks over one path for the time it takes.
    void ask(Talk talk, CircuitPath path) {
        if (talk.session != null) {
            talk.session.ping(path.token(path.meter.send(clock.nanos())), path);
            touch(talk);
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
        turns.touch(talk);
    }

    /// Sends what the inputs of this turn have made ready, at its end.
    void flush() {
        turns.flush();
    }

    /// When [#tick] has something to do next, on the monotonic clock; known after [#flush].
    long nextDeadline() {
        return turns.nextDeadline();
    }

    void tick() {
        turns.tick(clock.nanos());
    }

    private void tick(Talk talk, long now) {
        if (talk.endsAt <= now) {
            end(talk, talk.lostBecause);
        } else if (talk.session != null && talk.session.nextDeadline() <= now) {
            talk.session.tick();
        }
        for (PeerPath path : List.copyOf(talk.unproven)) {
            if (path.attachBy <= now) {
                unanswered(talk, path);
            }
        }
        if (talk.tryOtherAt <= now) {
            tryOther(talk);
        }
    }

    /// The handshake is not answered over one path: another one may be better.
    private void tryOther(Talk talk) {
        talk.tryOtherAt = Long.MAX_VALUE;
        Talk.Beginning begun = talk.beginning;
        if (talk.session != null || (begun != null && !begun.caller())) {
            return;
        }
        PeerPath tried = begun == null ? null : begun.path();
        int next = talk.unproven.indexOf(tried) + 1;
        for (int i = 0; i < talk.unproven.size(); i++) {
            PeerPath path = talk.unproven.get((next + i) % talk.unproven.size());
            if (path.begins() && path != tried) {
                handshakes.forget(talk);
                beginOver(talk, path);
                return;
            }
        }
    }

    /// The far side does not know the session, or is not there at all.
    private void unanswered(Talk talk, PeerPath path) {
        if (talk.session != null && talk.paths.isEmpty() && talk.beginning == null) {
            // Perhaps it has started anew.
            beginOver(talk, path);
        } else {
            path.attachBy = Long.MAX_VALUE;
            // The session may well go on over another path.
            ErrorCode code = path.direct() ? ErrorCode.LINK_LOST : ErrorCode.PEER_SILENT;
            owner.broken(path, code, "the peer does not answer over this path");
        }
    }

    // Pictures

    boolean has(PublicKey peer) {
        Talk talk = talks.get(peer);
        return talk != null && talk.session != null;
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
}
