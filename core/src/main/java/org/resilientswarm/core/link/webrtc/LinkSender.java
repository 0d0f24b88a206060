package org.resilientswarm.core.link.webrtc;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.link.Channel;

/// Sends what one link is given, in order and without making the caller wait.
final class LinkSender {
    private final SendQueue queue = new SendQueue();
    private final LinkWork work;
    private final Runnable drained;

    /// Whether a task that sends waits already.
    private final AtomicBoolean sending = new AtomicBoolean();

    /// Whether messages are taken; written on the executor.
    private volatile boolean taking;

    // From here on for the executor only.
    private @Nullable LinkChannels channels;
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

    /// Takes no more messages. On the executor.
    void stop() {
        taking = false;
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
        } else if (sending.compareAndSet(false, true)) {
            work.run(this::sendMore);
        }
    }

    private void sendMore() {
        sending.set(false);
        if (channels == null) {
            return;
        }
        try {
            queue.sendTo(channels);
        } catch (RefusedException e) {
            work.end(
                    channels.open()
                            ? "a message could not be sent: " + e.getMessage()
                            : WebRtcLink.CLOSED_THERE);
            return;
        }
        if (queue.drained()) {
            drained.run();
        }
        if (closing && queue.handedOver()) {
            channels.closeData();
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
        if (channels != null) {
            queue.inChannel(channels.bufferedBytes());
            sendMore();
        }
    }
}
