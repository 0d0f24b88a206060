package org.resilientswarm.app.node;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.resilientswarm.app.output.Report;
import org.resilientswarm.core.api.Peer;
import org.resilientswarm.core.api.PingResult;
import org.resilientswarm.core.model.DatabaseInfo;
import org.resilientswarm.core.model.PeerInfo;
import org.resilientswarm.core.model.SessionState;
import org.resilientswarm.core.model.SwarmRecord;
import org.resilientswarm.core.model.SwarmSnapshot;
import org.resilientswarm.core.model.SyncResult;
import tools.jackson.databind.JsonNode;

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

    static Report returned(InstructionLine line, JsonNode result) {
        return line.done().with("result", result).saying(result.toPrettyString());
    }

    /// @param answer what the far side said to it, often nothing
    static Report sent(InstructionLine line, String answer) {
        var reply = line.done();
        return answer.isEmpty()
                ? reply.saying("sent and read")
                : reply.with("answer", answer).saying("sent and read; the answer: " + answer);
    }

    static Report blasted(InstructionLine line, long bytes, Duration took, int pathChanges) {
        double seconds = took.toNanos() / 1e9;
        double megabytesPerSecond = bytes / 1e6 / seconds;
        return line.done()
                .with("seconds", rounded(seconds))
                .with("megabytesPerSecond", rounded(megabytesPerSecond))
                .with("pathChanges", pathChanges)
                .saying(
                        "%,d bytes in %.2f s: %.1f megabytes a second; the path changed %d times"
                                .formatted(bytes, seconds, megabytesPerSecond, pathChanges));
    }

    /// @param record what was stored, or what took the place of the deleted one
    static Report stored(InstructionLine line, SwarmRecord record) {
        return line.done()
                .with("sequence", record.sequence())
                .saying((record.deleted() ? "" : "stored: ") + RecordText.sentence(record, ""));
    }

    static Report found(InstructionLine line, SwarmRecord record) {
        return line.done()
                .with("record", RecordText.fields(record))
                .saying(RecordText.sentence(record, ""));
    }

    static Report found(InstructionLine line, RecordWork.Found found) {
        String list =
                found.records().stream()
                        .map(record -> RecordText.sentence(record, "") + "\n")
                        .collect(Collectors.joining());
        String count = "%,d records".formatted(found.records().size());
        return line.done()
                .with("records", found.records().stream().map(RecordText::fields).toList())
                .with("cut", found.cut())
                .saying(list + count + (found.cut() ? "; there are more: name a kind" : ""));
    }

    static Report reconciled(InstructionLine line, SyncResult result) {
        return line.done()
                .with("rounds", result.rounds())
                .with("bytesSent", result.bytesSent())
                .with("bytesReceived", result.bytesReceived())
                .with("recordsSent", result.recordsSent())
                .with("recordsReceived", result.recordsReceived())
                .with("differences", result.differences())
                .saying(
                        "%,d differences: sent %,d records, received %,d; %,d bytes there and %,d back in %d rounds"
                                .formatted(
                                        result.differences(),
                                        result.recordsSent(),
                                        result.recordsReceived(),
                                        result.bytesSent(),
                                        result.bytesReceived(),
                                        result.rounds()));
    }

    private static double rounded(double number) {
        return Math.round(number * 1e3) / 1e3;
    }

    /// What was relayed, by the key of who had it carried.
    private static Map<String, Long> relayed(SwarmSnapshot snapshot) {
        var relayed = new TreeMap<String, Long>();
        snapshot.relay().carriedBytes().forEach((key, bytes) -> relayed.put(key.text(), bytes));
        return relayed;
    }

    private static long relayedBytes(SwarmSnapshot snapshot) {
        return snapshot.relay().carriedBytes().values().stream().mapToLong(Long::longValue).sum();
    }

    static Report stats(InstructionLine line, SwarmSnapshot snapshot) {
        var runtime = Runtime.getRuntime();
        long memory = runtime.totalMemory() - runtime.freeMemory();
        double uptime = snapshot.uptime().toMillis() / 1e3;
        long sessions =
                snapshot.sessions().stream()
                        .filter(session -> session.state() != SessionState.HANDSHAKE)
                        .count();
        int streams = snapshot.sessions().stream().mapToInt(s -> s.streams().size()).sum();
        return line.done()
                .with("uptime", uptime)
                .with("memory", memory)
                .with("peers", snapshot.peers().size())
                .with("links", snapshot.links().size())
                .with("sessions", sessions)
                .with("streams", streams)
                .with("circuits", snapshot.relay().circuits().size())
                .with("relayed", relayed(snapshot))
                .with("members", snapshot.members().size())
                .with("records", snapshot.database().records())
                .with("recordBytes", snapshot.database().bytes())
                .with("reading", snapshot.database().reading())
                .with("refused", snapshot.refused())
                .saying(
                        "up %,.1f s, %,d bytes of memory, %d peers, %d links, %d sessions with %d open streams, %d circuits through this node, %,d bytes relayed, %d members, %s, refused %s"
                                .formatted(
                                        uptime,
                                        memory,
                                        snapshot.peers().size(),
                                        snapshot.links().size(),
                                        sessions,
                                        streams,
                                        snapshot.relay().circuits().size(),
                                        relayedBytes(snapshot),
                                        snapshot.members().size(),
                                        records(snapshot.database()),
                                        snapshot.refused()));
    }

    private static String records(DatabaseInfo database) {
        return database.reading()
                ? "the database is being read"
                : "%,d records of %,d bytes".formatted(database.records(), database.bytes());
    }
}
