package org.resilientswarm.ui.bridge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.Peer;
import org.resilientswarm.core.api.StreamListener;
import org.resilientswarm.core.api.Subscription;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.api.SwarmStream;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.ResetCode;
import org.resilientswarm.core.model.SessionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The texts that the console's own node exchanges with its peers, each over a `text` stream of its
/// own. Safe on every thread; nothing waits for the peer.
public final class TextStreams {
    /// What a side says on a stream at most, in bytes; who says more is cut off.
    public static final int MAX_BYTES = 16 * 1024;

    /// So many texts are remembered of one peer, and of all; older ones are forgotten, and reset
    /// when they are still open.
    static final int MAX_OF_PEER = 50;

    static final int MAX_OF_ALL = 1000;

    /// A peer's text can be answered for so long after its last byte; then its stream is ended.
    static final Duration ANSWER_TIME = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(TextStreams.class);
    private static final String TYPE = "text";
    private static final long TICK_MILLIS = 200;

    private final LocalNodes nodes;
    private final InstantSource clock;
    private final Runnable changed;

    // Guarded by this.

    private final List<TextStream> texts = new ArrayList<>();
    private long count;
    private @Nullable Swarm node;
    private @Nullable Subscription incoming;
    private boolean takenElsewhere;

    /// @param nodes the first one speaks
    /// @param clock the time of day
    /// @param changed called on any thread when [#all] has something new to say
    public TextStreams(LocalNodes nodes, InstantSource clock, Runnable changed) {
        this.nodes = nodes;
        this.clock = clock;
        this.changed = changed;
    }

    /// Begins, and goes on until the thread ends.
    public void start(ScheduledExecutorService thread) {
        thread.scheduleAtFixedRate(
                UiThreads.guarded(this::tick), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// Looks which node speaks, what has arrived and what nobody answered.
    public void tick() {
        List<Swarm> running = nodes.nodes();
        Swarm now = running.isEmpty() ? null : running.getFirst();
        boolean news = false;
        synchronized (this) {
            if (!Objects.equals(now, node)) {
                follow(now);
                news = true;
            }
            if (now != null && !texts.isEmpty()) {
                news |= look(now.snapshot().sessions());
            }
        }
        if (news) {
            changed.run();
        }
    }

    private void follow(@Nullable Swarm next) {
        if (incoming != null) {
            incoming.close();
            incoming = null;
        }
        texts.clear();
        node = next;
        takenElsewhere = false;
        if (next != null) {
            try {
                incoming = next.onStream(TYPE, this::take);
            } catch (IllegalStateException taken) {
                LOG.info("reason={} texts of peers are not shown", taken.getMessage());
                takenElsewhere = true;
            }
        }
    }

    private boolean look(List<SessionInfo> sessions) {
        Instant now = clock.instant();
        boolean news = false;
        for (TextStream text : texts) {
            for (SessionInfo session : sessions) {
                news |= session.peer().equals(text.peer()) && text.look(session);
            }
            news |= text.expire(ANSWER_TIME, now);
        }
        return news;
    }

    /// Says something to a peer, on a new stream.
    public void send(PublicKey peer, String text) {
        change(
                () -> {
                    Swarm from = node;
                    SwarmStream stream =
                            from == null
                                    ? null
                                    : from.peer(peer).map((Peer to) -> to.open(TYPE)).orElse(null);
                    add(peer, true, stream).say(text, clock.instant());
                });
    }

    private void take(SwarmStream stream) {
        change(() -> add(stream.peer(), false, stream));
    }

    private TextStream add(PublicKey peer, boolean outbound, @Nullable SwarmStream stream) {
        forget(texts.stream().filter(text -> text.peer().equals(peer)).toList(), MAX_OF_PEER);
        forget(List.copyOf(texts), MAX_OF_ALL);
        var text = new TextStream(++count, peer, outbound, clock.instant(), stream);
        texts.add(text);
        if (stream != null) {
            stream.receive(new Ear(text, stream));
            stream.done()
                    .whenComplete(
                            (_, thrown) ->
                                    change(() -> text.ended(reason(thrown), clock.instant())));
        }
        return text;
    }

    private static @Nullable String reason(@Nullable Throwable thrown) {
        if (thrown == null) {
            return null;
        }
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        return cause == null ? thrown.toString() : String.valueOf(cause.getMessage());
    }

    /// Makes room for one more.
    private void forget(List<TextStream> oldest, int max) {
        for (TextStream text : oldest.subList(0, Math.max(0, oldest.size() - max + 1))) {
            texts.remove(text);
            text.reset(ResetCode.LIMIT);
        }
    }

    /// Answers a text, if that is still possible.
    public void answer(long number, String answer) {
        withText(
                number,
                text -> {
                    if (text.view().state().canAnswer()) {
                        text.say(answer, clock.instant());
                    }
                });
    }

    /// Waits for no answer any more.
    public void giveUp(long number) {
        withText(number, text -> text.reset(ResetCode.CANCELLED));
    }

    private void withText(long number, Consumer<TextStream> task) {
        change(() -> texts.stream().filter(t -> t.number() == number).findFirst().ifPresent(task));
    }

    private void change(Runnable task) {
        synchronized (this) {
            task.run();
        }
        changed.run();
    }

    /// All that are remembered, in the order in which they began.
    public synchronized List<TextView> all() {
        return texts.stream().map(TextStream::view).toList();
    }

    /// Whether another part of this program takes what peers say, so that it does not show here.
    public synchronized boolean takenElsewhere() {
        return takenElsewhere;
    }

    /// Hears what the peer says.
    private final class Ear implements StreamListener {
        private final TextStream text;
        private final SwarmStream stream;
        private int heard;

        Ear(TextStream text, SwarmStream stream) {
            this.text = text;
            this.stream = stream;
        }

        @Override
        public void onData(byte[] bytes) {
            heard += bytes.length;
            if (heard > MAX_BYTES) {
                stream.reset(ResetCode.LIMIT);
            } else {
                change(() -> text.hear(bytes, clock.instant()));
            }
        }

        @Override
        public void onEnd() {
            change(() -> text.heardLast(clock.instant()));
        }

        @Override
        public void onReset(ResetCode code) {
            // The end of the stream tells it in words.
        }
    }
}
