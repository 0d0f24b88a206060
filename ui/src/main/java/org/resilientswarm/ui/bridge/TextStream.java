package org.resilientswarm.ui.bridge;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmStream;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.ResetCode;
import org.resilientswarm.core.model.SessionInfo;

/// One `text` stream. Guarded by its [TextStreams].
///
/// Either side says what it has to say and ends its direction; who began waits for the other one.
final class TextStream {
    private final long number;
    private final PublicKey peer;
    private final Instant at;
    private final boolean outbound;
    private final @Nullable SwarmStream stream;
    private final ByteArrayOutputStream theirs = new ByteArrayOutputStream();
    private String ours = "";
    private boolean oursEnded;
    private boolean theirsEnded;
    private boolean arrived;
    private boolean done;
    private @Nullable String failure;
    private Instant news;
    private @Nullable TextView view;

    /// @param stream null when there is no session to open one in
    TextStream(
            long number,
            PublicKey peer,
            boolean outbound,
            Instant at,
            @Nullable SwarmStream stream) {
        this.number = number;
        this.peer = peer;
        this.outbound = outbound;
        this.at = at;
        this.stream = stream;
        this.news = at;
    }

    long number() {
        return number;
    }

    PublicKey peer() {
        return peer;
    }

    /// Says this side's text or answer, once.
    void say(String text, Instant now) {
        if (oursEnded || failure != null) {
            return;
        }
        ours = text;
        oursEnded = true;
        changed(now);
        if (stream != null) {
            stream.send(text.getBytes(StandardCharsets.UTF_8));
            stream.finish();
        }
    }

    void hear(byte[] bytes, Instant now) {
        theirs.write(bytes, 0, bytes.length);
        changed(now);
    }

    void heardLast(Instant now) {
        theirsEnded = true;
        changed(now);
    }

    /// Both directions have ended well, or the stream was reset.
    ///
    /// @param reset why it was reset, or null
    void ended(@Nullable String reset, Instant now) {
        done = reset == null;
        failure = reset;
        changed(now);
    }

    /// Looks whether the peer has acknowledged everything.
    ///
    /// @return whether this is new
    boolean look(SessionInfo session) {
        if (!outbound || arrived || stream == null || session.unacknowledged() > 0) {
            return false;
        }
        long length = ours.getBytes(StandardCharsets.UTF_8).length;
        arrived =
                session.streams().stream()
                        .anyMatch(
                                info ->
                                        info.id() == stream.id()
                                                && info.outbound()
                                                && info.bytesOut() == length);
        if (arrived) {
            view = null;
        }
        return arrived;
    }

    /// Ends what a peer began when nothing was said on it for so long.
    ///
    /// @return whether it did
    boolean expire(Duration idle, Instant now) {
        boolean over = done || failure != null || (oursEnded && theirsEnded);
        if (outbound || over || stream == null || now.isBefore(news.plus(idle))) {
            return false;
        }
        oursEnded = true;
        theirsEnded = true;
        changed(now);
        stream.close();
        return true;
    }

    void reset(ResetCode code) {
        if (stream != null && !done && failure == null) {
            stream.reset(code);
        }
    }

    private void changed(Instant now) {
        news = now;
        view = null;
    }

    TextView view() {
        TextView current = view;
        if (current == null) {
            String heard = PlainText.of(theirs.toString(StandardCharsets.UTF_8)).strip();
            current =
                    new TextView(
                            number,
                            peer,
                            outbound,
                            at,
                            outbound ? ours : heard,
                            outbound ? heard : ours,
                            outbound ? stateOfOurs() : stateOfTheirs(),
                            Objects.requireNonNullElse(failure, ""));
            view = current;
        }
        return current;
    }

    private TextState stateOfOurs() {
        if (stream == null) {
            return TextState.NOT_SENT;
        }
        boolean answered = theirs.size() > 0;
        if (theirsEnded && answered) {
            return TextState.ANSWERED;
        }
        if (failure != null) {
            return TextState.RESET;
        }
        if (theirsEnded) {
            return TextState.NO_ANSWER;
        }
        return answered ? TextState.ANSWERING : arrived ? TextState.ARRIVED : TextState.SENDING;
    }

    private TextState stateOfTheirs() {
        if (failure != null) {
            return TextState.RESET;
        }
        if (!oursEnded) {
            return theirsEnded ? TextState.ASKED : TextState.RECEIVING;
        }
        if (ours.isEmpty()) {
            return TextState.NO_ANSWER;
        }
        return done ? TextState.ANSWERED : TextState.SENDING;
    }
}
