package org.resilientswarm.ui.bridge;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.model.ErrorCode;

/// The node that a feed looks at, and asks: the first one that runs here.
///
/// Owned by the feed's thread, on which all answers come as well.
final class WatchedNode {
    private final LocalNodes nodes;
    private final Executor thread;
    private @Nullable Swarm node;

    /// @param thread owns the feed; one task at a time, in order
    WatchedNode(LocalNodes nodes, Executor thread) {
        this.nodes = nodes;
        this.thread = thread;
    }

    /// The one that was there at the last look; null for none.
    @Nullable Swarm get() {
        return node;
    }

    /// Looks which one is there now.
    ///
    /// @return whether it is another than before
    boolean changed() {
        List<Swarm> running = nodes.nodes();
        Swarm now = running.isEmpty() ? null : running.getFirst();
        boolean other = !Objects.equals(now, node);
        node = now;
        return other;
    }

    /// Asks it. The answer is dropped when another node is looked at by then; what is refused at
    /// once fails like what is refused later.
    ///
    /// @param question what to ask; it must not wait
    /// @param answered gets the answer
    /// @param failed hears why there is none
    <T> void ask(
            Function<Swarm, CompletableFuture<T>> question,
            Consumer<? super T> answered,
            Consumer<Failure> failed) {
        Swarm asked = node;
        if (asked == null) {
            failed.accept(new Failure(ErrorCode.SWARM_CLOSED, "no node runs here any more"));
            return;
        }
        var _ =
                answer(asked, question)
                        .whenCompleteAsync(
                                (answer, thrown) -> {
                                    if (!asked.equals(node)) {
                                        return;
                                    }
                                    if (thrown == null) {
                                        answered.accept(answer);
                                    } else {
                                        failed.accept(Failure.of(thrown));
                                    }
                                },
                                thread);
    }

    private static <T> CompletableFuture<T> answer(
            Swarm asked, Function<Swarm, CompletableFuture<T>> question) {
        try {
            return question.apply(asked);
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }
}
