package org.resilientswarm.core.link.webrtc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Two ends of plain webrtc-java in this process.
final class BareChannels implements AutoCloseable {
    private final BareSide first;
    private final BareSide second;

    BareChannels(WebRtcRuntime runtime) throws Exception {
        first = new BareSide(runtime);
        second = new BareSide(runtime);
        first.complete(second.answer(first.offer()));
        findEachOther();
    }

    private void findEachOther() throws Exception {
        boolean open = false;
        while (!open) {
            first.add(second.candidates());
            second.add(first.candidates());
            open =
                    first.open().await(60, TimeUnit.MILLISECONDS)
                            && second.open().await(60, TimeUnit.MILLISECONDS);
        }
    }

    double megabytesPerSecond(int messages, int bytes) throws Exception {
        byte[] message = new byte[bytes];
        var arrived = new CountDownLatch(messages);
        var room = new Semaphore(16);
        second.listen(
                received -> {
                    arrived.countDown();
                    room.release();
                });
        long start = System.nanoTime();
        for (int i = 0; i < messages; i++) {
            room.acquire();
            first.send(message);
        }
        LinkBenchmark.require(arrived.await(60, TimeUnit.SECONDS));
        return messages * (double) bytes / 1e6 / ((System.nanoTime() - start) / 1e9);
    }

    List<Double> roundTripMicros(int rounds) throws Exception {
        byte[] message = new byte[64];
        var back = new Semaphore(0);
        second.listen(received -> second.later(() -> second.send(message)));
        first.listen(received -> back.release());
        var micros = new ArrayList<Double>();
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            first.send(message);
            LinkBenchmark.require(back.tryAcquire(5, TimeUnit.SECONDS));
            micros.add((System.nanoTime() - start) / 1e3);
        }
        return micros;
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
