package org.resilientswarm.core.link.webrtc;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.resilientswarm.core.link.Channel;
import org.resilientswarm.core.link.LinkInput;
import org.resilientswarm.core.link.Transport;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.wire.Candidate;
import org.resilientswarm.core.wire.Description;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes links over WebRTC data channels.
///
/// Nothing native runs on the caller's thread: each link does its work on an executor of its own.
public final class WebRtcTransport implements Transport {
    /// All links should have ended by then.
    private static final long LINKS_END_MILLIS =
            WebRtcLink.FLUSH_MILLIS * (WebRtcLink.MAX_FLUSHES + 1);

    private static final Logger LOG = LoggerFactory.getLogger(WebRtcTransport.class);

    private final WebRtcRuntime runtime;
    private final Consumer<LinkInput> sink;
    private final Map<Long, WebRtcLink> links = new ConcurrentHashMap<>();

    /// For links that begin from now on.
    private volatile WebRtcOptions options;

    private final AtomicBoolean closed = new AtomicBoolean();

    /// @param runtime libwebrtc; must stay open longer than this
    /// @param options where to look for ways to the far side
    /// @param sink takes every input, on threads of libwebrtc and of the runtime: it must only
    ///     queue it
    public WebRtcTransport(WebRtcRuntime runtime, WebRtcOptions options, Consumer<LinkInput> sink) {
        this.runtime = runtime;
        this.options = options;
        this.sink = sink;
        runtime.hold();
    }

    @Override
    public void offer(long link) {
        make(link).offer();
    }

    @Override
    public void accept(long link, Description offer) {
        make(link).accept(offer);
    }

    @Override
    public void complete(long link, Description answer) {
        WebRtcLink known = links.get(link);
        if (known != null) {
            known.complete(answer);
        }
    }

    @Override
    public void addCandidates(long link, List<Candidate> candidates) {
        WebRtcLink known = links.get(link);
        if (known != null) {
            known.addCandidates(candidates);
        }
    }

    @Override
    public void send(long link, Channel channel, byte[] message) {
        if (message.length < 1 || message.length > MAX_MESSAGE_BYTES) {
            throw new IllegalArgumentException(
                    "a message has 1 to " + MAX_MESSAGE_BYTES + " bytes, not " + message.length);
        }
        WebRtcLink known = links.get(link);
        if (known != null) {
            known.send(channel, message);
        }
    }

    @Override
    public void useStun(HostPort server) {
        options = options.withStun(server);
    }

    @Override
    public long bufferedBytes(long link) {
        WebRtcLink known = links.get(link);
        return known == null ? 0 : known.bufferedBytes();
    }

    @Override
    public boolean congested(long link) {
        WebRtcLink known = links.get(link);
        return known != null && known.congested();
    }

    @Override
    public void close(long link) {
        WebRtcLink known = links.get(link);
        if (known != null) {
            known.close();
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        List<WebRtcLink> open = List.copyOf(links.values());
        open.forEach(WebRtcLink::close);
        try {
            CompletableFuture.allOf(
                            open.stream()
                                    .map(WebRtcLink::ended)
                                    .toArray(CompletableFuture<?>[]::new))
                    .get(LINKS_END_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("event=links_end_late count={}", links.size());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            runtime.release();
        }
    }

    private WebRtcLink make(long number) {
        var link = new WebRtcLink(number, runtime, options, new InputGate(number, sink));
        if (links.putIfAbsent(number, link) != null) {
            throw new IllegalArgumentException("link " + number + " exists already");
        }
        runtime.hold();
        var _ = link.ended().thenRun(() -> ended(number));
        return link;
    }

    private void ended(long number) {
        links.remove(number);
        runtime.release();
    }
}
