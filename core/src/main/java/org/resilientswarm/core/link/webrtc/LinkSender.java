package org.resilientswarm.core.link.webrtc;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.link.Channel;

/// Sends what one link is given, in order and without making the caller wait: on the link's
/// executor, or, when nothing waits and the message is short, at once on the caller's thread, which
/// saves half of what a round trip costs over an idle link. See docs/decisions/0008.
final class LinkSender {
    /// A message up to this size may be handed over by the thread that sends it.
    private static final int SHORT_BYTES = 4 * 1024;

    /// When libwebrtc holds more than this it must be asked what it has sent.
    private static final long LITTLE = 64 * 1024;

    /// Held while messages are handed over, and never waited for by those who send.
    private final ReentrantLock handover = new ReentrantLock();

    private final SendQueue queue = new SendQueue();
    private final LinkWork work;
    private final Runnable drained;

    /// Whether a task that sends waits already.
    private final AtomicBoolean sending = new AtomicBoolean();

    /// Whether messages are taken; written on the executor.
    private volatile boolean taking;

    /// Written on the executor, once.
    private volatile @Nullable LinkChannels channels;

    // From here on for the executor only.
    private boolean closing;
    private boolean askingSoon;
    private boolean askingLater;

    /// @param drained is run on the executor each time there is room again
    LinkSender(LinkWork work, Runnable drained) {
        this.work = work;
        this.drained = drained;
    }

    /// Takes messages from now on. On the executor.
    void open(LinkChannels opened) {
        channels = opened;
        taking = true;
    }

    /// Takes no more messages; afterwards nobody uses the channels. On the executor.
    void stop() {
        handover.lock();
        try {
            taking = false;
        } finally {
            handover.unlock();
        }
    }

    /// Takes no more messages and closes the channel behind those it has. On the executor.
    void closeBehind() {
        stop();
        closing = true;
        sendMore();
    }

    /// Any thread.
    long bufferedBytes() {
        return queue.bufferedBytes();
    }

    /// Any thread.
    boolean congested() {
        return queue.congested();
    }

    /// Any thread. Drops the message when the link is not open.
    void send(Channel channel, byte[] message) {
        if (!taking) {
            return;
        }
        if (!queue.add(channel, message)) {
            long limit = SendQueue.QUEUE_LIMIT >> 20;
            work.run(() -> work.end("more than " + limit + " MiB wait to be sent"));
        } else if (!(message.length <= SHORT_BYTES && handedOverHere())
                && sending.compareAndSet(false, true)) {
            work.run(this::sendMore);
        }
    }

    /// Hands over what waits on this thread, unless somebody else does so or is about to.
    ///
    /// @return whether nothing is left to do
    private boolean handedOverHere() {
        LinkChannels open = channels;
        if (open == null || sending.get() || !handover.tryLock()) {
            return false;
        }
        try {
            if (!taking) {
                return true;
            }
            queue.sendTo(open);
            return queue.handedOver() && queue.bufferedBytes() < LITTLE;
        } catch (RefusedException e) {
            work.run(() -> refused(open, e));
            return true;
        } finally {
            handover.unlock();
        }
    }

    private void refused(LinkChannels open, RefusedException e) {
        work.end(
                open.open()
                        ? "a message could not be sent: " + e.getMessage()
                        : WebRtcLink.CLOSED_THERE);
    }

    private void sendMore() {
        sending.set(false);
        LinkChannels open = channels;
        if (open == null) {
            return;
        }
        handover.lock();
        try {
            queue.sendTo(open);
        } catch (RefusedException e) {
            refused(open, e);
            return;
        } finally {
            handover.unlock();
        }
        if (queue.drained()) {
            drained.run();
        }
        if (closing && queue.handedOver()) {
            open.closeData();
        }
        askLater();
    }

    /// libwebrtc has no event for what went out.
    private void askLater() {
        if (queue.full() && !askingSoon) {
            askingSoon = true;
            work.after(SendQueue.ASK_SOON_MILLIS, TimeUnit.MILLISECONDS, this::askSoon);
        } else if (!queue.full() && !queue.empty() && !askingLater) {
            askingLater = true;
            work.after(SendQueue.ASK_LATER_MILLIS, TimeUnit.MILLISECONDS, this::ask);
        }
    }

    private void askSoon() {
        askingSoon = false;
        learn();
    }

    private void ask() {
        askingLater = false;
        learn();
    }

    private void learn() {
        LinkChannels open = channels;
        if (open != null) {
            queue.inChannel(open.bufferedBytes());
            sendMore();
        }
    }
}
