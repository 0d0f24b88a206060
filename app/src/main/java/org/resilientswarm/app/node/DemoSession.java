package org.resilientswarm.app.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.app.output.Output;
import org.resilientswarm.app.output.Report;
import org.resilientswarm.core.DemoSwarm;
import org.resilientswarm.core.api.Peer;
import org.resilientswarm.core.api.Subscription;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.model.PublicKey;

/// Lets the nodes of a demo meet and prints how they do.
public final class DemoSession implements AutoCloseable {
    private final DemoSwarm demo;
    private final Output output;
    private final List<Subscription> subscriptions = new ArrayList<>();

    // Guarded by this: each node has its own event thread.
    private final Set<Meeting> meetings = new HashSet<>();
    private int events;
    private long startedNanos;
    private @Nullable Duration fullMesh;

    /// @param demo nodes that have not met yet
    public DemoSession(DemoSwarm demo, Output output) {
        this.demo = demo;
        this.output = output;
    }

    /// Prints the nodes and lets them meet.
    public void start() {
        synchronized (this) {
            startedNanos = System.nanoTime();
        }
        for (Swarm node : demo.nodes()) {
            subscriptions.add(node.onPeer(peer -> met(node, peer)));
            output.print(ready(node));
        }
        demo.meet();
    }

    /// Prints how it went.
    ///
    /// @return whether every node met every other
    public synchronized boolean finish() {
        int nodes = demo.nodes().size();
        output.print(
                Report.of("summary")
                        .with("nodes", nodes)
                        .with("peerEvents", events)
                        .with("complete", fullMesh != null || nodes == 1)
                        .with("fullMeshMs", NodeReports.millis(fullMesh))
                        .saying(summary(nodes)));
        return fullMesh != null || nodes == 1;
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
    }

    private void met(Swarm node, Peer peer) {
        String name = node.snapshot().name();
        synchronized (this) {
            events++;
            meetings.add(new Meeting(node.publicKey(), peer.publicKey()));
            int nodes = demo.nodes().size();
            if (fullMesh == null && meetings.size() == nodes * (nodes - 1)) {
                fullMesh = Duration.ofNanos(System.nanoTime() - startedNanos);
            }
        }
        output.print(
                Report.of("peer")
                        .with("node", node.publicKey().text())
                        .with("peer", peer.publicKey().text())
                        .with("name", peer.name())
                        .saying(name + " has a new peer: " + peer.label()));
    }

    private static Report ready(Swarm node) {
        String name = node.snapshot().name();
        return NodeReports.ready(node)
                .with("node", node.publicKey().text())
                .with("name", name)
                .saying(name + " is ready: " + node.publicKey());
    }

    private String summary(int nodes) {
        String met = nodes + " nodes, " + events + " peer events; ";
        return fullMesh == null
                ? met + "not all of them met"
                : met + "all of them met within " + fullMesh.toMillis() + " ms";
    }

    private record Meeting(PublicKey node, PublicKey peer) {}
}
