package org.resilientswarm.core.link.memory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.link.Channel;
import org.resilientswarm.core.link.LinkInput;
import org.resilientswarm.core.link.Transport;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.wire.Candidate;
import org.resilientswarm.core.wire.Description;

/// One node's end of a [MemoryNetwork].
final class MemoryTransport implements Transport {
    /// One end of a link.
    private static final class End {
        final long link;
        @Nullable String farNode;
        long farLink;
        boolean open;

        /// Reliable messages that wait because the way is cut, oldest first.
        final Deque<byte[]> outbox = new ArrayDeque<>();

        /// Whether the way is soon tried again.
        boolean retrying;

        /// Reliable messages on the way, in the order in which they left and are handed over.
        final Deque<Travelling> onTheWay = new ArrayDeque<>();

        End(long link) {
            this.link = link;
        }

        boolean isIdle() {
            return outbox.isEmpty() && onTheWay.isEmpty();
        }
    }

    /// A reliable message on the way.
    private static final class Travelling {
        final byte[] message;
        boolean arrived;

        Travelling(byte[] message) {
            this.message = message;
        }
    }

    private final MemoryNetwork network;
    private final String node;
    private final Consumer<LinkInput> sink;
    private final Map<Long, End> ends = new HashMap<>();

    MemoryTransport(MemoryNetwork network, String node, Consumer<LinkInput> sink) {
        this.network = network;
        this.node = node;
        this.sink = sink;
    }

    @Override
    public void offer(long link) {
        ends.put(link, new End(link));
        tell(new LinkInput.Described(link, description(link)));
    }

    @Override
    public void accept(long link, Description offer) {
        var end = new End(link);
        ends.put(link, end);
        if (aim(end, offer)) {
            tell(new LinkInput.Described(link, description(link)));
        }
    }

    @Override
    public void complete(long link, Description answer) {
        End end = ends.get(link);
        if (end != null && aim(end, answer)) {
            knock(end);
        }
    }

    @Override
    public void addCandidates(long link, List<Candidate> candidates) {
        // A memory link needs no addresses.
    }

    @Override
    public void send(long link, Channel channel, byte[] message) {
        End end = ends.get(link);
        if (end == null || !end.open) {
            return;
        }
        switch (channel) {
            case DATA -> {
                end.outbox.addLast(message);
                depart(end);
            }
            case PROBE ->
                    travel(
                            end,
                            false,
                            far -> far.arrive(end.farLink, node, Channel.PROBE, message));
        }
    }

    @Override
    public void useStun(HostPort server) {
        // A memory link needs no addresses.
    }

    @Override
    public void close(long link) {
        End end = ends.get(link);
        if (end == null) {
            return;
        }
        if (end.open && !end.isIdle() && !network.isCut(node, farNode(end))) {
            network.timers().after(MemoryNetwork.RETRY, () -> close(link));
            end.open = false;
            return;
        }
        end(end, "closed by this side");
        travel(end, true, far -> far.farClosed(end.farLink, node));
    }

    @Override
    public void close() {
        List.copyOf(ends.keySet()).forEach(this::close);
    }

    private Description description(long link) {
        return new Description("memory:" + node + ":" + link, List.of());
    }

    /// Reads whom a description means; ends the link when it means nobody.
    private boolean aim(End end, Description description) {
        String[] parts = description.sdp().split(":", -1);
        if (parts.length != 3 || !parts[0].equals("memory") || !parts[2].matches("[0-9]{1,18}")) {
            end(end, "the far side's description makes no sense");
            return false;
        }
        end.farNode = parts[1];
        end.farLink = Long.parseLong(parts[2]);
        return true;
    }

    /// Opens both ends, once a message could go there and back.
    private void knock(End end) {
        travel(
                end,
                true,
                far -> {
                    End other = far.ends.get(end.farLink);
                    if (other != null && node.equals(other.farNode) && other.farLink == end.link) {
                        far.open(other);
                        far.travel(other, true, _ -> open(end));
                    }
                });
    }

    private void open(End end) {
        if (!end.open && ends.get(end.link) == end) {
            end.open = true;
            tell(new LinkInput.Opened(end.link, "memory:" + end.farNode));
        }
    }

    /// Sends reliable messages on their way, as many as there are.
    private void depart(End end) {
        while (!end.outbox.isEmpty() && !end.retrying && !unplugged()) {
            Duration time = network.travel(node, farNode(end), true);
            if (time == null) {
                end.retrying = true;
                network.timers()
                        .after(
                                MemoryNetwork.RETRY,
                                () -> {
                                    end.retrying = false;
                                    depart(end);
                                });
            } else {
                var travelling = new Travelling(end.outbox.removeFirst());
                end.onTheWay.addLast(travelling);
                network.timers()
                        .after(
                                time,
                                () -> {
                                    travelling.arrived = true;
                                    handOver(end);
                                });
            }
        }
    }

    /// Hands reliable messages over to the far side, none before those that left earlier.
    private void handOver(End end) {
        for (Travelling first = end.onTheWay.peekFirst();
                first != null && first.arrived;
                first = end.onTheWay.peekFirst()) {
            end.onTheWay.removeFirst();
            MemoryTransport far = network.node(farNode(end));
            if (far != null) {
                far.arrive(end.farLink, node, Channel.DATA, first.message);
            }
        }
    }

    private void travel(End end, boolean reliable, Consumer<MemoryTransport> arrival) {
        if (end.farNode == null || unplugged()) {
            return;
        }
        Duration time = network.travel(node, end.farNode, reliable);
        if (time != null) {
            String to = end.farNode;
            network.timers()
                    .after(
                            time,
                            () -> {
                                MemoryTransport far = network.node(to);
                                if (far != null) {
                                    arrival.accept(far);
                                }
                            });
        }
    }

    private boolean unplugged() {
        return network.node(node) != this;
    }

    private void arrive(long link, String from, Channel channel, byte[] message) {
        End end = ends.get(link);
        if (end != null && from.equals(end.farNode)) {
            open(end);
            tell(new LinkInput.Received(link, channel, message));
        }
    }

    private void farClosed(long link, String from) {
        End end = ends.get(link);
        if (end != null && from.equals(end.farNode)) {
            end(end, "closed by the far side");
        }
    }

    private void end(End end, String reason) {
        if (ends.remove(end.link, end)) {
            end.outbox.clear();
            tell(new LinkInput.Closed(end.link, reason));
        }
    }

    private static String farNode(End end) {
        if (end.farNode == null) {
            throw new IllegalStateException("link " + end.link + " is open and leads nowhere");
        }
        return end.farNode;
    }

    /// Never from within a call: the engine must not be entered twice.
    private void tell(LinkInput input) {
        network.timers().execute(() -> sink.accept(input));
    }
}
