package org.resilientswarm.core.link.webrtc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.link.Channel;
import org.resilientswarm.core.link.LinkInput;

/// Hands the inputs of one link to the engine in order: nothing is received before `Opened`,
/// nothing comes after `Closed`, and that comes once.
///
/// Called by the link and by native threads. The lock is held while the sink runs, which only
/// queues; no native call is ever made under it.
final class InputGate {
    private final long link;
    private final Consumer<LinkInput> sink;

    /// What arrived before both channels were seen to be open; null afterwards. Guarded by this.
    private @Nullable List<LinkInput> early = new ArrayList<>();

    /// Guarded by this.
    private boolean closed;

    InputGate(long link, Consumer<LinkInput> sink) {
        this.link = link;
        this.sink = sink;
    }

    synchronized void post(LinkInput input) {
        if (!closed) {
            sink.accept(input);
        }
    }

    synchronized void opened() {
        post(new LinkInput.Opened(link, null));
        if (early != null) {
            early.forEach(this::post);
            early = null;
        }
    }

    synchronized void received(Channel channel, byte[] message) {
        var input = new LinkInput.Received(link, channel, message);
        if (early != null) {
            early.add(input);
        } else {
            post(input);
        }
    }

    synchronized void closed(String reason) {
        post(new LinkInput.Closed(link, reason));
        closed = true;
    }
}
