package org.resilientswarm.core.session;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.ResetCode;
import org.resilientswarm.core.model.SessionInfo;
import org.resilientswarm.core.model.SessionState;
import org.resilientswarm.core.model.StreamState;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.wire.ContentWriter;
import org.resilientswarm.core.wire.HopCodec;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.SessionCodec;
import org.resilientswarm.core.wire.SessionFrame;

/// The conversation with one peer after the handshake: streams in, packets out, and back.
///
/// ## Sending
///
/// Nothing is queued here. A stream's bytes stay with its [StreamEnd] until a packet has room for
/// them, so that a writer is held back by what the path carries, and what is urgent overtakes what
/// is not. [#flush] makes packets while the window, the path and the streams' credit allow it.
///
/// ## What must arrive
///
/// Packets with frames that must arrive are numbered. The far side acknowledges them cumulatively;
/// until then their content is kept, and after a change of the path it is sent again, in new
/// packets. The numbers belong to the session, so that no stream notices what path its bytes took.
/// Pings, answers and acknowledgements go in packets without a number, which nobody repeats.
///
/// Owned by the `swarm-loop` thread.
public final class Session {
    /// From here on tokens name pings that measure one path.
    public static final long PATH_TOKENS = SessionPings.PATH_TOKENS;

    /// The type of the streams with which the swarm keeps its database.
    private static final String OWN_TYPE = "db";

    private final PublicKey peer;
    private final boolean caller;
    private final PacketCipher cipher;
    private final Clock clock;
    private final SessionListener listener;
    private final Instant since;
    private final Map<Long, SessionStream> streams = new TreeMap<>();
    private final ReceiveCredit.Budget budget = new ReceiveCredit.Budget();

    /// Streams that have ended in both directions, whose last packet was not acknowledged yet.
    private final Deque<SessionStream> done = new ArrayDeque<>();

    private final ArrivedPackets arrived = new ArrivedPackets();
    private final SessionSender sender;
    private long nextStream;
    private long lastFarStream;
    private int farStreams;
    private int ownStreams;
    private long packetsIn;
    private long bytesIn;
    private long heardAt;
    private long usedAt;

    /// The room in which the packets of all sessions of one loop may be written.
    public static ContentWriter scratch() {
        return new ContentWriter(HopCodec.MAX_PACKET_BYTES - PacketCipher.OVERHEAD);
    }

    /// @param caller whether this side began the handshake
    /// @param scratch made by [#scratch]
    public Session(
            PublicKey peer,
            boolean caller,
            PacketCipher cipher,
            Clock clock,
            ContentWriter scratch,
            SessionListener listener) {
        this.peer = peer;
        this.caller = caller;
        this.cipher = cipher;
        this.clock = clock;
        this.listener = listener;
        this.since = clock.now();
        this.heardAt = clock.nanos();
        this.usedAt = heardAt - Protocol.STANDBY_TIME.toNanos();
        this.nextStream = caller ? 2 : 1;
        this.lastFarStream = caller ? -1 : 0;
        this.sender =
                new SessionSender(
                        cipher,
                        clock,
                        scratch,
                        arrived,
                        new SessionSender.Owner() {
                            @Override
                            public void sends(byte[] content, int length) {
                                listener.saw(Session.this, true, content, length);
                            }

                            @Override
                            public void carries(SessionStream stream) {
                                touched(stream, clock.nanos());
                            }

                            @Override
                            public void sendsLast(SessionStream stream) {
                                endIfDone(stream);
                            }
                        });
    }

    /// Who is at the other end.
    public PublicKey peer() {
        return peer;
    }

    /// When something valid was received last, on the monotonic clock.
    public long heardAt() {
        return heardAt;
    }

    /// Takes another path, or none when null. What was on its way is sent again.
    public void path(@Nullable SessionPath path) {
        sender.path(path);
    }

    /// Sends everything over this path, too, from what is not acknowledged on, while it is not
    /// clear whether the one in use still carries; or stops doing so when null.
    public void alsoOver(@Nullable SessionPath path) {
        sender.alsoOver(path);
    }

    /// A path is none any more, whether it was in use or not.
    public void lost(SessionPath path) {
        sender.lost(path);
    }

    /// Since when the far side has acknowledged nothing, though something is on its way, on the
    /// monotonic clock; [Long#MAX_VALUE] when nothing is.
    public long waitingSince() {
        return sender.waitingSince();
    }

    /// When the application sent or received something last, or pinged, on the monotonic clock.
    /// The swarm's own traffic does not count.
    public long usedAt() {
        return usedAt;
    }

    // Streams

    /// Begins a stream, or returns 0 when too many are open.
    public long open(String type, StreamEnd end) {
        if (ownStreams >= Protocol.MAX_STREAMS) {
            return 0;
        }
        long id = nextStream;
        nextStream += 2;
        ownStreams++;
        var stream = new SessionStream(id, type, true, end, clock.now(), budget);
        streams.put(id, stream);
        sender.open(stream);
        if (stream.hasSomething()) {
            sender.ready(stream);
        }
        return id;
    }

    /// A stream's end has something to send, or has nothing more.
    public void ready(long id) {
        SessionStream stream = streams.get(id);
        if (stream != null && stream.hasSomething()) {
            sender.ready(stream);
        }
    }

    /// The application has used up bytes of a stream.
    public void consumed(long id, int bytes) {
        SessionStream stream = streams.get(id);
        if (stream != null) {
            stream.credit.consume(bytes);
            sender.creditMayBeDue(stream);
        }
    }

    /// This side ends a stream.
    public void reset(long id, ResetCode code) {
        SessionStream stream = streams.get(id);
        if (stream != null) {
            remove(stream);
            if (stream.announced) {
                sender.reset(id, code.number());
            }
            stream.end.reset(code, true);
        }
    }

    /// Sends a question that the far side answers at once.
    ///
    /// @param token names it, 0 to 2^32 - 1
    public void ping(long token) {
        usedAt = clock.nanos();
        sender.pings().ask(token, null);
    }

    /// Sends a question over one path, in use or not; [#flush] sends it.
    ///
    /// @param token names it, at least [#PATH_TOKENS]
    public void ping(long token, SessionPath over) {
        sender.pings().ask(token, over);
    }

    /// Sends what may go out now.
    public void flush() {
        sender.flush();
    }

    /// Tells the far side that the session ends, and every stream.
    public void close(String reason) {
        sender.close(reason);
        lost();
    }

    /// Tells every stream that the session has ended.
    public void lost() {
        for (SessionStream stream : List.copyOf(streams.values())) {
            remove(stream);
            stream.end.reset(ResetCode.SESSION_LOST, true);
        }
    }

    // Time

    /// When [#tick] has something to do next, on the monotonic clock.
    public long nextDeadline() {
        return sender.nextDeadline();
    }

    /// Does what is due.
    public void tick() {
        sender.tick();
    }

    // Receiving

    /// Takes a packet from the path. The caller flushes afterwards.
    ///
    /// @param message holds it from `at` to `end`
    /// @param from the path that it came over; what it asks is answered there, or over the one in
    ///     use when null
    /// @return whether it is genuine and new
    /// @throws MalformedException when the far side breaks the rules (`PROTOCOL_VIOLATED`): the
    ///     session must be closed. Packets that do not open are counted and change nothing.
    public boolean receive(byte[] message, int at, int end, @Nullable SessionPath from)
            throws MalformedException {
        byte[] content;
        try {
            content = cipher.open(message, at, end, clock.nanos());
        } catch (MalformedException e) {
            listener.refused(e.code());
            return false;
        }
        heardAt = clock.nanos();
        packetsIn++;
        listener.saw(this, false, content, content.length);
        long acknowledged = SessionCodec.acknowledged(content);
        if (acknowledged > sender.nextSequence()) {
            throw violated("an acknowledgement of what was never sent");
        }
        sender.acknowledged(acknowledged);
        endThoseThatArrived(acknowledged);
        long sequence = SessionCodec.sequence(content);
        if (sequence == 0) {
            take(content, from);
            return true;
        }
        sender.mustAcknowledge(content.length, from);
        switch (arrived.arrived(sequence, content)) {
            case NEXT -> {
                take(content, from);
                for (byte[] next = arrived.takeNext(); next != null; next = arrived.takeNext()) {
                    take(next, from);
                }
            }
            case EARLY, DROPPED -> {}
            case REPEATED -> sender.acknowledgeNow();
        }
        return true;
    }

    private void touched(SessionStream stream, long now) {
        if (!stream.type.equals(OWN_TYPE)) {
            usedAt = now;
        }
    }

    private void take(byte[] content, @Nullable SessionPath from) throws MalformedException {
        boolean numbered = SessionCodec.sequence(content) != 0;
        for (SessionFrame frame : SessionCodec.frames(content)) {
            switch (frame) {
                case SessionFrame.Ping ping -> asked(ping.token(), from);
                case SessionFrame.Pong pong -> answered(pong.token());
                case SessionFrame.Close close -> listener.closed(this, close.reason());
                case SessionFrame.Unknown _ -> listener.refused(ErrorCode.MESSAGE_UNKNOWN);
                case SessionFrame.Open open -> opened(requireNumber(numbered, open));
                case SessionFrame.Data data -> data(requireNumber(numbered, data));
                case SessionFrame.Reset reset -> wasReset(requireNumber(numbered, reset));
                case SessionFrame.Credit credit -> credited(requireNumber(numbered, credit));
            }
        }
    }

    private void asked(long token, @Nullable SessionPath from) {
        if (token < SessionPings.OWN_TOKENS) {
            usedAt = heardAt;
        }
        sender.pings().answer(token, from);
    }

    private void answered(long token) {
        if (sender.pings().answered(token)) {
            listener.answered(this, token);
        }
    }

    private static <F extends SessionFrame> F requireNumber(boolean numbered, F frame)
            throws MalformedException {
        if (!numbered) {
            throw violated("a frame of a stream in a packet without a number");
        }
        return frame;
    }

    private void opened(SessionFrame.Open open) throws MalformedException {
        long id = open.stream();
        boolean farSides = (id % 2 == 0) != caller;
        if (!farSides || id <= lastFarStream || id == 0) {
            throw violated("a stream with the number " + id);
        }
        lastFarStream = id;
        if (farStreams >= Protocol.MAX_STREAMS) {
            refuse(id, ErrorCode.LIMIT_REACHED, ResetCode.LIMIT);
            return;
        }
        StreamEnd end = listener.accept(this, id, open.type());
        if (end == null) {
            refuse(id, ErrorCode.STREAM_NOT_TAKEN, ResetCode.NOT_TAKEN);
            return;
        }
        farStreams++;
        var stream = new SessionStream(id, open.type(), false, end, clock.now(), budget);
        stream.announced = true;
        streams.put(id, stream);
    }

    private void refuse(long id, ErrorCode code, ResetCode reset) throws MalformedException {
        listener.refused(code);
        if (!sender.reset(id, reset.number())) {
            throw violated("more streams that are refused than it hears of");
        }
    }

    private void data(SessionFrame.Data data) throws MalformedException {
        SessionStream stream = known(data.stream());
        if (stream == null) {
            return; // It was reset, which the far side had not heard of.
        }
        if (!stream.mayReceive()) {
            throw violated("bytes of a stream behind its last one");
        }
        if (!stream.credit.receive(data.length())) {
            throw violated("more bytes of a stream than it has credit for");
        }
        bytesIn += data.length();
        touched(stream, heardAt);
        if (data.length() > 0) {
            stream.end.received(data.content(), data.from(), data.length());
        }
        if (data.last()) {
            stream.receivedLast();
            stream.end.finished();
            endIfDone(stream);
        } else {
            sender.creditMayBeDue(stream);
        }
    }

    private void wasReset(SessionFrame.Reset reset) throws MalformedException {
        SessionStream stream = known(reset.stream());
        if (stream != null) {
            remove(stream);
            stream.end.reset(ResetCode.of(reset.code()), false);
        }
    }

    private void credited(SessionFrame.Credit credit) throws MalformedException {
        SessionStream stream = known(credit.stream());
        if (stream != null && credit.limit() > stream.sendLimit) {
            stream.sendLimit = credit.limit();
            if (stream.hasSomething()) {
                sender.ready(stream);
            }
        }
    }

    /// The stream, or null when it has ended.
    private @Nullable SessionStream known(long id) throws MalformedException {
        SessionStream stream = streams.get(id);
        boolean own = (id % 2 == 0) == caller;
        if (stream == null && (own ? id >= nextStream : id > lastFarStream)) {
            throw violated("a frame of the stream " + id + ", which was never opened");
        }
        return stream;
    }

    // The end of streams

    private void endIfDone(SessionStream stream) {
        if (stream.state == StreamState.ENDED) {
            if (stream.lastSequence < sender.acknowledged()) {
                ended(stream);
            } else {
                done.add(stream);
            }
        }
    }

    private void endThoseThatArrived(long acknowledged) {
        done.removeIf(
                stream -> {
                    boolean arrivedThere = stream.lastSequence < acknowledged;
                    if (arrivedThere) {
                        ended(stream);
                    }
                    return arrivedThere;
                });
    }

    private void ended(SessionStream stream) {
        if (streams.get(stream.id) == stream) {
            remove(stream);
            stream.end.closed();
        }
    }

    private void remove(SessionStream stream) {
        streams.remove(stream.id);
        sender.remove(stream);
        stream.credit.end();
        if (stream.outbound) {
            ownStreams--;
        } else {
            farStreams--;
        }
    }

    private static MalformedException violated(String what) {
        return new MalformedException(ErrorCode.PROTOCOL_VIOLATED, what);
    }

    /// The picture of this moment.
    public SessionInfo info() {
        return new SessionInfo(
                peer,
                sender.hasPath() ? SessionState.UP : SessionState.WAITING,
                caller,
                since,
                sender.roundTrip(),
                bytesIn,
                sender.bytesOut(),
                packetsIn,
                sender.packetsOut(),
                sender.resent(),
                sender.unacknowledged(),
                sender.window(),
                cipher.epoch(),
                streams.values().stream().map(SessionStream::info).toList());
    }
}
