package org.resilientswarm.core.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.session.SessionPings.Question;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.wire.ContentWriter;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.SessionCodec;

/// The sending half of a [Session]: makes packets, keeps what was not acknowledged, and repeats it.
final class SessionSender {
    /// Hears what goes out.
    interface Owner {
        /// This content is being sent.
        void sends(byte[] content, int length);

        /// Bytes of this stream are in the packet that is being made.
        void carries(SessionStream stream);

        /// The stream's last byte is in the packet that is being made.
        void sendsLast(SessionStream stream);
    }

    /// Streams that have sent little may go beyond the window by this much.
    private static final int RESERVE = 64 * 1024;

    /// What the path may hold; the window is usually narrower.
    private static final long MAX_BUFFERED = 1 << 20;

    /// Frames that answer the far side; whoever makes us queue more does not read them.
    private static final int MAX_CONTROLS = 4096;

    private record ResetOrder(long stream, long code) {}

    private final PacketCipher cipher;
    private final Clock clock;
    private final ArrivedPackets arrived;
    private final Owner owner;
    private final SentPackets sent = new SentPackets();
    private final SendTurns turns = new SendTurns();
    private final RoundTrip roundTrip = new RoundTrip();
    private final SessionPings pings;
    /// Streams that the far side has not heard of, in the order of their numbers.
    private final Deque<SessionStream> opens = new ArrayDeque<>();

    private final Deque<ResetOrder> resets = new ArrayDeque<>();
    private final Deque<SessionStream> credits = new ArrayDeque<>();
    private SendWindow window = new SendWindow();
    private final ContentWriter content;
    private @Nullable SessionPath path;

    /// Carries everything too while it is not clear whether the path does.
    private @Nullable SessionPath also;

    /// Where the newest packet that must be acknowledged came from: its acknowledgement goes back
    /// that way, since the far side may know better than this one which path still carries.
    private @Nullable SessionPath acknowledgeOver;

    /// Since when the far side has acknowledged nothing, though something is on its way.
    private long waitingSince = Long.MAX_VALUE;
    private long acknowledged = 1;
    private int unacknowledgedHere;
    private boolean acknowledgeNow;
    private long acknowledgedAt;

    /// Whether the acknowledgement that is due is one of many.
    private boolean moreWillCome;
    private long acknowledgeAt = Long.MAX_VALUE;
    private long repeatAt = Long.MAX_VALUE;
    private int repeats;
    private long bytesOut;
    private long packetsOut;
    private long resent;

    /// @param content where packets are written; may be shared by all sessions of one loop
    SessionSender(
            PacketCipher cipher,
            Clock clock,
            ContentWriter content,
            ArrivedPackets arrived,
            Owner owner) {
        this.content = content;
        this.cipher = cipher;
        this.clock = clock;
        this.arrived = arrived;
        this.owner = owner;
        this.pings = new SessionPings(clock, roundTrip);
        this.acknowledgedAt = clock.nanos() - Protocol.ACKNOWLEDGE_DELAY.toNanos();
    }

    void path(@Nullable SessionPath newPath) {
        path = newPath;
        also = null;
        acknowledgeOver = null;
        window = new SendWindow();
        roundTrip.forget();
        sent.sendAllAgain();
        acknowledgeNow = newPath != null;
        repeats = 0;
        armRepeat();
        waitAnew();
        flush();
    }

    /// Sends everything over this one, too, from what is not acknowledged on; or stops doing so
    /// when null.
    void alsoOver(@Nullable SessionPath other) {
        also = other;
        if (other != null) {
            sent.sendAllAgain();
            flush();
        }
    }

    /// Since when the far side has acknowledged nothing, though something is on its way, on the
    /// monotonic clock; [Long#MAX_VALUE] when nothing is.
    long waitingSince() {
        return waitingSince;
    }

    private void waitAnew() {
        waitingSince = sent.empty() ? Long.MAX_VALUE : clock.nanos();
    }

    /// This path is none any more.
    void lost(SessionPath gone) {
        if (gone.equals(acknowledgeOver)) {
            acknowledgeOver = null;
        }
    }

    boolean hasPath() {
        return path != null;
    }

    // What there is to send

    void open(SessionStream stream) {
        opens.add(stream);
    }

    void ready(SessionStream stream) {
        turns.add(stream);
    }

    void creditMayBeDue(SessionStream stream) {
        if (!stream.creditDue && stream.mayReceive() && stream.credit.due()) {
            stream.creditDue = true;
            credits.add(stream);
        }
    }

    /// Returns whether there was room for it.
    boolean reset(long stream, long code) {
        if (resets.size() >= MAX_CONTROLS) {
            return false;
        }
        resets.add(new ResetOrder(stream, code));
        return true;
    }

    SessionPings pings() {
        return pings;
    }

    /// Tells the far side that the session ends; nothing is sent after it.
    void close(String reason) {
        if (path != null) {
            content.clear();
            content.close(0, reason);
            sendOnce(path, false);
        }
        path = null;
        also = null;
        repeatAt = Long.MAX_VALUE;
        acknowledgeAt = Long.MAX_VALUE;
    }

    void remove(SessionStream stream) {
        if (!stream.announced) {
            opens.remove(stream);
        }
        turns.remove(stream);
        if (stream.creditDue) {
            credits.remove(stream);
        }
    }

    // Acknowledgements

    long nextSequence() {
        return sent.nextSequence();
    }

    /// The first sequence that the far side has not acknowledged.
    long acknowledged() {
        return acknowledged;
    }

    void acknowledged(long upTo) {
        if (upTo <= acknowledged) {
            return;
        }
        acknowledged = upTo;
        long before = sent.bytes();
        SentPackets.Sent newest = sent.acknowledged(upTo);
        long now = clock.nanos();
        if (newest != null && !newest.again) {
            long bytes = before - sent.bytes();
            if (bytes >= Protocol.ACKNOWLEDGE_BYTES) {
                window.acknowledged(bytes, now - newest.at, now);
            }
        }
        if (sent.empty()) {
            window.idle();
        }
        repeats = 0;
        armRepeat();
        waitAnew();
    }

    /// A packet that must be acknowledged came.
    ///
    /// @param from the path that it came over, null for the one in use
    void mustAcknowledge(int bytes, @Nullable SessionPath from) {
        acknowledgeOver = from;
        unacknowledgedHere += bytes;
        long now = clock.nanos();
        long due = acknowledgedAt + Protocol.ACKNOWLEDGE_INTERVAL.toNanos();
        if (unacknowledgedHere < Protocol.ACKNOWLEDGE_BYTES) {
            due = now + Protocol.ACKNOWLEDGE_DELAY.toNanos();
        } else if (due <= now || unacknowledgedHere >= Protocol.ACKNOWLEDGE_BYTES_MAX) {
            acknowledgeNow = true;
            moreWillCome = true;
            return;
        }
        acknowledgeAt = Math.min(acknowledgeAt, due);
    }

    void acknowledgeNow() {
        acknowledgeNow = true;
    }

    // Time

    long nextDeadline() {
        return path == null ? Long.MAX_VALUE : Math.min(acknowledgeAt, repeatAt);
    }

    void tick() {
        long now = clock.nanos();
        if (acknowledgeAt <= now) {
            acknowledgeNow = true;
            moreWillCome = false;
        }
        if (repeatAt <= now) {
            repeats++;
            sent.sendOldestAgain();
            armRepeat();
        }
        flush();
    }

    private void armRepeat() {
        repeatAt =
                sent.empty() || path == null
                        ? Long.MAX_VALUE
                        : clock.nanos() + (roundTrip.timeout() << Math.min(repeats, 3));
    }

    // Sending

    /// Makes packets while there is something to send and room for it.
    void flush() {
        SessionPath to = path;
        questions(to);
        if (to == null) {
            return;
        }
        if (!sent.empty() || !opens.isEmpty() || turns.next(false) != null) {
            if (pings.measure(clock.nanos())) {
                questions(to);
            }
        }
        boolean more = true;
        SessionPath gate = also == null ? to : also;
        while (more && takesMore(gate)) {
            more = sendNext(to);
        }
        if (more && waitingSince == Long.MAX_VALUE && turns.next(false) != null) {
            // The path takes nothing more, and nothing is on its way that could show why.
            waitingSince = clock.nanos();
        }
        if (acknowledgeNow) {
            content.clear();
            // The last one of many must not get lost.
            sendOnce(acknowledgeOver == null ? to : acknowledgeOver, moreWillCome);
        }
    }

    /// Pings and their answers wait for nothing.
    private void questions(@Nullable SessionPath usual) {
        for (Question ping = pings.nextPing(usual); ping != null; ping = pings.nextPing(usual)) {
            content.clear();
            content.ping(ping.token());
            sendOnce(ping.over(), true);
        }
        for (Question pong = pings.nextAnswer(usual);
                pong != null;
                pong = pings.nextAnswer(usual)) {
            content.clear();
            content.pong(pong.token());
            sendOnce(pong.over(), true);
        }
    }

    /// Sends one numbered packet.
    private boolean sendNext(SessionPath to) {
        SentPackets.Sent again = sent.nextAgain();
        if (again != null) {
            resent++;
            again.at = clock.nanos();
            ContentWriter.header(again.content, again.sequence, arrived.next());
            send(to, again.content, again.content.length, false);
            return true;
        }
        long room = window.bytes() - sent.bytes();
        if (room + RESERVE <= 0) {
            window.filled();
            return false;
        }
        content.clear();
        fill(room > 0);
        if (content.empty()) {
            return false;
        }
        byte[] numbered = content.content();
        ContentWriter.header(numbered, sent.nextSequence(), arrived.next());
        boolean first = sent.empty();
        sent.add(numbered, clock.nanos());
        if (first) {
            armRepeat();
            waitAnew();
        }
        send(to, numbered, numbered.length, false);
        return true;
    }

    private void fill(boolean bulkToo) {
        announce();
        while (!resets.isEmpty() && content.room() >= ContentWriter.SMALL_FRAME_BYTES) {
            ResetOrder order = resets.remove();
            content.reset(order.stream(), order.code());
        }
        while (!credits.isEmpty() && content.room() >= ContentWriter.SMALL_FRAME_BYTES) {
            SessionStream stream = credits.remove();
            stream.creditDue = false;
            content.credit(stream.id, stream.credit.grant(clock.nanos(), roundTrip.nanos()));
        }
        if (!opens.isEmpty()) {
            return;
        }
        int most = window.frameBytes(content.length() + content.room());
        SessionStream next = turns.next(!bulkToo);
        while (next != null
                && content.length() < most
                && content.room() > SessionCodec.MAX_DATA_OVERHEAD) {
            write(next, most);
            next = turns.next(!bulkToo);
        }
        if (!bulkToo) {
            window.filled();
        }
    }

    /// The far side hears of streams in the order of their numbers, and of each before its bytes,
    /// whoever may send first.
    private void announce() {
        while (!opens.isEmpty()
                && content.room() >= ContentWriter.openBytes(opens.getFirst().type)) {
            SessionStream stream = opens.remove();
            content.open(stream.id, stream.type);
            stream.announced = true;
        }
    }

    private void write(SessionStream stream, int most) {
        int at = content.dataAt(stream.id);
        int room = content.room() - SessionCodec.MAX_DATA_OVERHEAD;
        room = Math.min(room, Math.max(1, most - content.length()));
        long allowed = Math.min(stream.quantum, stream.sendLimit - stream.sent);
        int max = (int) Math.min(room, allowed);
        int copied = max > 0 ? stream.end.pull(content.array(), at, max) : 0;
        boolean last = stream.end.finishing() && stream.end.waiting() == 0;
        if (copied == 0 && !last) {
            return;
        }
        content.data(stream.id, copied, last);
        stream.sent += copied;
        stream.quantum -= copied;
        owner.carries(stream);
        bytesOut += copied;
        if (last) {
            stream.sentLast(sent.nextSequence());
            owner.sendsLast(stream);
        }
    }

    /// Sends a packet that nobody repeats.
    private void sendOnce(SessionPath to, boolean urgent) {
        byte[] plain = content.array();
        ContentWriter.header(plain, 0, arrived.next());
        send(to, plain, content.length(), urgent);
    }

    private void send(SessionPath to, byte[] content, int length, boolean urgent) {
        long now = clock.nanos();
        boolean inUse = to.equals(path);
        if (inUse || to.equals(acknowledgeOver)) {
            // What another path carries may get lost there.
            acknowledgeNow = false;
            acknowledgeAt = Long.MAX_VALUE;
            acknowledgedAt = now;
            moreWillCome = false;
            unacknowledgedHere = 0;
        }
        owner.sends(content, length);
        int headroom = to.headroom();
        byte[] message = new byte[headroom + PacketCipher.OVERHEAD + length];
        cipher.seal(content, length, message, headroom, now);
        packetsOut++;
        SessionPath second = inUse ? also : null;
        if (second == null) {
            to.send(message, urgent);
            return;
        }
        // A path that is dead fills up; it must not hold the other one back.
        if (urgent || takesMore(to)) {
            to.send(message.clone(), urgent);
        }
        second.send(message, urgent);
    }

    private static boolean takesMore(SessionPath path) {
        return !path.congested() && path.bufferedBytes() < MAX_BUFFERED;
    }

    // For the picture

    @Nullable Duration roundTrip() {
        return roundTrip.smoothed();
    }

    long bytesOut() {
        return bytesOut;
    }

    long packetsOut() {
        return packetsOut;
    }

    long resent() {
        return resent;
    }

    long unacknowledged() {
        return sent.bytes();
    }

    long window() {
        return window.bytes();
    }
}
