package org.resilientswarm.app.node;

import java.util.List;
import java.util.stream.Collectors;
import org.resilientswarm.app.output.Report;
import org.resilientswarm.core.api.Peer;
import org.resilientswarm.core.api.PingResult;
import org.resilientswarm.core.model.PeerInfo;
import org.resilientswarm.core.model.SwarmSnapshot;

/// What a node answers to instructions that were carried out.
final class Replies {
    private Replies() {}

    static Report called(InstructionLine line, Peer peer) {
        return line.done()
                .with("peer", peer.publicKey().text())
                .with("name", peer.name())
                .saying("connected with " + NodeReports.label(peer.publicKey(), peer.name()));
    }

    static Report pinged(InstructionLine line, PingResult result) {
        return line.done()
                .with("rttMs", NodeReports.roundTrips(result))
                .with("lost", result.lost())
                .saying(
                        "round trip in ms: "
                                + NodeReports.roundTrips(result)
                                + ", lost "
                                + result.lost());
    }

    /// @param peers not from the snapshot, which may be older than the last `peer` event
    static Report peers(InstructionLine line, List<Peer> peers) {
        List<PeerInfo> infos = peers.stream().map(Peer::info).toList();
        String list = infos.stream().map(NodeReports::sentence).collect(Collectors.joining("\n"));
        return line.done()
                .with("peers", NodeReports.peers(infos))
                .saying(list.isEmpty() ? "no peers yet" : list);
    }

    static Report stats(InstructionLine line, SwarmSnapshot snapshot) {
        var runtime = Runtime.getRuntime();
        long memory = runtime.totalMemory() - runtime.freeMemory();
        double uptime = snapshot.uptime().toMillis() / 1e3;
        return line.done()
                .with("uptime", uptime)
                .with("memory", memory)
                .with("peers", snapshot.peers().size())
                .with("links", snapshot.links().size())
                .with("members", snapshot.members().size())
                .with("refused", snapshot.refused())
                .saying(
                        "up %,.1f s, %,d bytes of memory, %d peers, %d links, %d members, refused %s"
                                .formatted(
                                        uptime,
                                        memory,
                                        snapshot.peers().size(),
                                        snapshot.links().size(),
                                        snapshot.members().size(),
                                        snapshot.refused()));
    }
}
