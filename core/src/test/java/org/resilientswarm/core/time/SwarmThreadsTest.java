package org.resilientswarm.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SwarmThreadsTest {
    private final List<String> stray = new CopyOnWriteArrayList<>();
    private final SwarmThreads threads =
            new SwarmThreads(
                    (thread, thrown) -> stray.add(thread.getName() + " " + thrown.getMessage()));

    @Test
    void whatATimedTaskThrowsReachesTheHandlerAndTheNextTaskRuns() throws Exception {
        try (var timed = threads.timed("loop")) {
            timed.execute(
                    () -> {
                        throw new IllegalStateException("now");
                    });
            ScheduledFuture<?> _ =
                    timed.schedule(
                            () -> {
                                throw new IllegalStateException("later");
                            },
                            1,
                            TimeUnit.MILLISECONDS);
            timed.schedule(() -> {}, 2, TimeUnit.MILLISECONDS).get();
        }
        assertThat(stray).containsExactly("loop now", "loop later");
    }

    @Test
    void cancelledAndRepeatedTasksAreNoStrays() throws Exception {
        try (var timed = threads.timed("loop")) {
            ScheduledFuture<?> repeated =
                    timed.scheduleAtFixedRate(() -> {}, 0, 1, TimeUnit.MILLISECONDS);
            timed.schedule(() -> repeated.cancel(false), 5, TimeUnit.MILLISECONDS).get();
        }
        assertThat(stray).isEmpty();
    }
}
