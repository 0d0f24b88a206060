package org.resilientswarm.core.link.webrtc;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.resilientswarm.core.link.Channel;

/// What waits to go out over one link.
///
/// libwebrtc takes up to 1 MiB, which keeps it busy; more would gain nothing, and what waits here
/// stays in order. It does not say when it has sent something, so the link asks it time and again.
final class SendQueue {
    /// Handed to libwebrtc at most.
    static final long CHANNEL_LIMIT = 1 << 20;

    /// Waiting here at most: who sends more does not listen to the far side's credit.
    static final long QUEUE_LIMIT = 64L << 20;

    /// Below this the link is drained: there is room for more.
    static final long DRAINED_BELOW = 256 << 10;

    /// How long to wait before libwebrtc is asked again, when there is much and when there is
    /// little. At 130 MB/s, the most that was measured, 1 MiB lasts for 8 ms.
    static final long ASK_SOON_MILLIS = 2;

    static final long ASK_LATER_MILLIS = 20;

    /// Probes that wait longer than for this many others are worthless.
    private static final int MAX_PROBES = 64;

    private final Queue<byte[]> data = new ConcurrentLinkedQueue<>();
    private final Queue<byte[]> probes = new ConcurrentLinkedQueue<>();
    private final AtomicLong probesWaiting = new AtomicLong();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicInteger messagesWaiting = new AtomicInteger();

    /// Whether somebody waits for [#messagesWaiting] to become 0.
    private final AtomicBoolean foundCongested = new AtomicBoolean();
    private final AtomicLong inChannel = new AtomicLong();

    /// Whether there was too much for the far side since the last time it was said to be drained.
    private final AtomicBoolean wasFull = new AtomicBoolean();

    /// Adds a message. Any thread.
    ///
    /// @return false when there is no room; a probe is then dropped silently
    boolean add(Channel channel, byte[] message) {
        return switch (channel) {
            case DATA -> addData(message);
            case PROBE -> addProbe(message);
        };
    }

    private boolean addData(byte[] message) {
        if (waiting.get() + message.length > QUEUE_LIMIT) {
            return false;
        }
        waiting.addAndGet(message.length);
        messagesWaiting.incrementAndGet();
        data.add(message);
        if (full()) {
            wasFull.set(true);
        }
        return true;
    }

    private boolean addProbe(byte[] message) {
        if (probesWaiting.get() < MAX_PROBES) {
            probesWaiting.incrementAndGet();
            probes.add(message);
        }
        return true;
    }

    /// What waits here and in libwebrtc. Any thread.
    long bufferedBytes() {
        return waiting.get() + inChannel.get();
    }

    /// Hands over as much as may be. On the link's executor.
    ///
    /// @throws RefusedException when a channel is closed by now
    void sendTo(LinkChannels channels) throws RefusedException {
        for (byte[] probe = probes.poll(); probe != null; probe = probes.poll()) {
            probesWaiting.decrementAndGet();
            channels.send(Channel.PROBE, probe);
        }
        for (byte[] next = data.peek();
                next != null && inChannel.get() + next.length <= CHANNEL_LIMIT;
                next = data.peek()) {
            data.remove();
            channels.send(Channel.DATA, next);
            messagesWaiting.decrementAndGet();
            inChannel.addAndGet(next.length);
            waiting.addAndGet(-next.length);
        }
    }

    /// Learns how much libwebrtc still holds. On the link's executor.
    void inChannel(long bytes) {
        inChannel.set(bytes);
    }

    /// Whether the link is drained and has not been said to be; said once each time.
    boolean drained() {
        boolean roomAgain = bufferedBytes() < DRAINED_BELOW && wasFull.compareAndSet(true, false);
        boolean freeAgain = messagesWaiting.get() == 0 && foundCongested.compareAndSet(true, false);
        return roomAgain || freeAgain;
    }

    /// Whether more than one message waits here. Any thread.
    boolean congested() {
        if (messagesWaiting.get() <= 1) {
            return false;
        }
        foundCongested.set(true);
        return messagesWaiting.get() > 0;
    }

    boolean empty() {
        return bufferedBytes() == 0;
    }

    /// Whether nothing waits here, though libwebrtc may still hold something.
    boolean handedOver() {
        return waiting.get() == 0;
    }

    /// Whether there is more than libwebrtc should hold for long, so that it is asked again soon.
    boolean full() {
        return bufferedBytes() >= DRAINED_BELOW;
    }
}
