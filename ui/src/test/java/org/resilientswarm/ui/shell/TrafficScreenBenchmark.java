package org.resilientswarm.ui.shell;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resilientswarm.core.model.TrafficKind;
import org.resilientswarm.ui.bridge.FxThread;
import org.resilientswarm.ui.bridge.MemoryCapture;
import org.resilientswarm.ui.bridge.MemorySwarm;

/// How long the JavaFX thread is kept from everything else while 2,000 frames a second come to the
/// 100,000 that the traffic screen shows. Another thread asks it every few milliseconds for an
/// answer; what an answer takes is a stall. The target is that none takes longer than 100 ms. On a
/// busy machine the thread may wait for a processor as well, so the time is told too in which it
/// ran.
class TrafficScreenBenchmark {
    private static final int FRAMES = 100_000;
    private static final int FRAMES_A_SECOND = 2_000;
    private static final int FEED_MILLIS = 10;
    private static final int WARM_UP_SECONDS = 8;
    private static final int SECONDS = 20;
    private static final double TARGET_MILLIS = 100;
    private static final String FILTER = "kind:data peer:node2 calls";

    @TempDir private Path folder = Path.of("");

    @Test
    void stalls() throws InterruptedException {
        var node = new MemorySwarm(1).talksWith(2, 0).talksWith(3, 0);
        for (int i = 0; i < FRAMES; i++) {
            feed(node.capture(), i);
        }
        try (var console = new ConsoleFixture(folder, 100, null);
                var feeder = Executors.newSingleThreadScheduledExecutor()) {
            console.nodes().attach(node);
            console.awaitFx(() -> console.desk().runs());
            console.press(KeyCode.DIGIT3, true);
            TableView<?> table = console.find(".traffic-table", TableView.class);
            console.awaitFx(() -> table.getItems().size() >= FRAMES / 2);
            var task =
                    feeder.scheduleAtFixedRate(
                            () -> feed(node.capture()), 0, FEED_MILLIS, TimeUnit.MILLISECONDS);
            measure(WARM_UP_SECONDS);
            print("follow on", measure(SECONDS));
            print("a filter typed", typing(console));
            ConsoleFixture.run(() -> console.find("#traffic-follow", ToggleButton.class).fire());
            print("follow off", measure(SECONDS));
            task.cancel(true);
        }
    }

    private static void feed(MemoryCapture capture) {
        for (int i = 0; i < FRAMES_A_SECOND * FEED_MILLIS / 1000; i++) {
            feed(capture, i);
        }
    }

    private static void feed(MemoryCapture capture, int i) {
        int peer = 2 + i % 2;
        if (i % 3 == 0) {
            capture.hop(i % 4 < 2, peer, i % 6 == 0 ? TrafficKind.PROBE : TrafficKind.REPLY);
        } else {
            capture.data(
                    i % 4 < 2,
                    peer,
                    i % 5 == 0 ? "db" : "rpc",
                    40 + i % 900,
                    "calls method " + i % 17);
        }
    }

    /// The same while somebody types a filter letter by letter, and takes it away again.
    private static Stalls typing(ConsoleFixture console) throws InterruptedException {
        TextField field = console.find("#traffic-filter", TextField.class);
        try (var typist = Executors.newSingleThreadScheduledExecutor()) {
            int[] typed = {0};
            var task =
                    typist.scheduleAtFixedRate(
                            () -> {
                                int length = typed[0]++ % (FILTER.length() + 10);
                                String text =
                                        FILTER.substring(0, Math.min(length, FILTER.length()));
                                ConsoleFixture.run(() -> field.setText(text));
                            },
                            0,
                            150,
                            TimeUnit.MILLISECONDS);
            Stalls stalls = measure(SECONDS);
            task.cancel(true);
            return stalls;
        }
    }

    /// What each answer took, and how long the JavaFX thread ran meanwhile; in milliseconds, the
    /// longest last.
    private record Stalls(double[] waited, double[] ran) {}

    private static Stalls measure(int seconds) throws InterruptedException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long fxThread = ConsoleFixture.get(() -> Thread.currentThread().threadId());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        double[] waited = new double[seconds * 1000];
        double[] ran = new double[waited.length];
        int count = 0;
        while (System.nanoTime() < end && count < waited.length) {
            long asked = System.nanoTime();
            long ranBefore = threads.getThreadCpuTime(fxThread);
            var answered = new CountDownLatch(1);
            FxThread.later(answered::countDown);
            answered.await();
            waited[count] = (System.nanoTime() - asked) / 1e6;
            ran[count++] = (threads.getThreadCpuTime(fxThread) - ranBefore) / 1e6;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(3));
        }
        Arrays.sort(waited, 0, count);
        Arrays.sort(ran, 0, count);
        return new Stalls(Arrays.copyOf(waited, count), Arrays.copyOf(ran, count));
    }

    private static void print(String what, Stalls stalls) {
        int count = stalls.waited.length;
        System.out.printf(
                Locale.ROOT,
                "%-16s %,d answers: median %.1f ms, p99 %.1f ms, longest %.1f ms (target %.0f ms);"
                        + " ran p99 %.1f ms, longest %.1f ms%n",
                what,
                count,
                stalls.waited[count / 2],
                stalls.waited[count * 99 / 100],
                stalls.waited[count - 1],
                TARGET_MILLIS,
                stalls.ran[count * 99 / 100],
                stalls.ran[count - 1]);
    }
}
