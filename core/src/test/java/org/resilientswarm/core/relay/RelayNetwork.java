package org.resilientswarm.core.relay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.RelayPolicy;
import org.resilientswarm.core.time.ManualTime;
import org.resilientswarm.core.wire.CircuitCode;
import org.resilientswarm.core.wire.HopCodec;
import org.resilientswarm.core.wire.HopFrame;
import org.resilientswarm.core.wire.MalformedException;

/// Some nodes that have nothing but circuits, with links that carry messages at once and in order.
final class RelayNetwork {
    final ManualTime time;
    private final Map<PublicKey, Node> nodes = new HashMap<>();
    private final Deque<Runnable> messages = new ArrayDeque<>();
    private long lastLink;

    RelayNetwork(ManualTime time) {
        this.time = time;
    }

    Node node(int name, RelayPolicy policy) {
        byte[] bytes = new byte[PublicKey.LENGTH];
        Arrays.fill(bytes, (byte) name);
        var node = new Node(new PublicKey(bytes), policy);
        nodes.put(node.key, node);
        return node;
    }

    /// Makes a link.
    void link(Node caller, Node called) {
        long link = ++lastLink;
        caller.hops.put(called.key, new CircuitHost.Hop(link, called.key, true));
        called.hops.put(caller.key, new CircuitHost.Hop(link, caller.key, false));
    }

    /// Cuts a link; both sides see it.
    void cut(Node one, Node other) {
        CircuitHost.Hop hop = one.hopTo(other);
        one.hops.remove(other.key);
        other.hops.remove(one.key);
        one.circuits.lost(hop.link());
        other.circuits.lost(hop.link());
        run();
    }

    /// Lets everything arrive that is on its way.
    void run() {
        for (Runnable next = messages.poll(); next != null; next = messages.poll()) {
            next.run();
        }
    }

    /// One node.
    final class Node implements CircuitHost {
        final PublicKey key;
        final Circuits circuits;
        final Map<PublicKey, Hop> hops = new HashMap<>();
        final Set<Long> congested = new HashSet<>();
        final List<OwnCircuit> up = new ArrayList<>();
        final List<CircuitCode> ended = new ArrayList<>();
        final List<byte[]> packets = new ArrayList<>();
        final List<HopFrame> heard = new ArrayList<>();
        final List<PublicKey> violated = new ArrayList<>();
        int room;

        Node(PublicKey key, RelayPolicy policy) {
            this.key = key;
            this.circuits = new Circuits(key, this, time, policy);
        }

        Hop hopTo(Node neighbour) {
            return Objects.requireNonNull(hops.get(neighbour.key));
        }

        OwnCircuit open(Node target, List<PublicKey> via) {
            return Objects.requireNonNull(circuits.open(target.key, via));
        }

        /// Sends a packet over one of its circuits, or over a number that it makes up.
        void packet(long link, long number, byte[] content, boolean urgent) {
            byte[] message = new byte[HopCodec.PACKET_HEADER_BYTES + content.length];
            System.arraycopy(content, 0, message, HopCodec.PACKET_HEADER_BYTES, content.length);
            HopCodec.packet(message, number);
            forward(link, message, urgent);
        }

        /// Sends packets of a circuit while it has room.
        int fill(OwnCircuit circuit, int bytes) {
            int sent = 0;
            while (circuit.hasRoom()) {
                circuit.sent(bytes);
                packet(circuit.id().link(), circuit.id().number(), new byte[bytes], false);
                sent++;
            }
            return sent;
        }

        private void deliver(long link, Deliverable message) {
            for (Node other : nodes.values()) {
                Hop back = other.hops.get(key);
                if (other != this && back != null && back.link() == link) {
                    messages.add(() -> message.to(other, back));
                }
            }
        }

        @Override
        public @Nullable Hop hop(PublicKey neighbour) {
            return hops.get(neighbour);
        }

        @Override
        public void send(long link, HopFrame frame) {
            deliver(
                    link,
                    (other, back) -> {
                        other.heard.add(frame);
                        other.circuits.take(back, frame);
                    });
        }

        @Override
        public void forward(long link, byte[] message, boolean urgent) {
            deliver(
                    link,
                    (other, back) -> {
                        try {
                            var packet = (HopFrame.Packet) HopCodec.decode(message).getFirst();
                            other.circuits.packet(back, packet, urgent);
                        } catch (MalformedException e) {
                            throw new IllegalStateException(e);
                        }
                    });
        }

        @Override
        public boolean congested(long link) {
            return congested.contains(link);
        }

        @Override
        public void up(OwnCircuit circuit) {
            up.add(circuit);
        }

        @Override
        public void ended(OwnCircuit circuit, CircuitCode code) {
            ended.add(code);
        }

        @Override
        public void packet(OwnCircuit circuit, HopFrame.Packet packet) {
            packets.add(Arrays.copyOfRange(packet.message(), packet.from(), packet.end()));
        }

        @Override
        public void room(OwnCircuit circuit) {
            room++;
        }

        @Override
        public void violated(PublicKey neighbour) {
            violated.add(neighbour);
        }
    }

    private interface Deliverable {
        void to(Node other, CircuitHost.Hop back);
    }
}
