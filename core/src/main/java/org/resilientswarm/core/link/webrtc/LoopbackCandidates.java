package org.resilientswarm.core.link.webrtc;

import dev.onvoid.webrtc.RTCStats;
import dev.onvoid.webrtc.RTCStatsReport;
import dev.onvoid.webrtc.RTCStatsType;
import java.util.List;
import java.util.Map;
import org.resilientswarm.core.wire.Candidate;

/// Finds this side's addresses on loopback.
///
/// libwebrtc leaves the loopback interface out and webrtc-java cannot tell it otherwise. A socket
/// that is bound to all addresses is reachable on loopback all the same; libwebrtc does not tell
/// its port in a candidate, but in the statistics.
final class LoopbackCandidates {
    /// libwebrtc repeats its last report for 50 ms.
    static final long AGAIN_MILLIS = 55;

    private static final String ANY_ADDRESS = "0.0.0.0";

    private LoopbackCandidates() {}

    /// The addresses that a report tells, none when no socket is bound yet.
    static List<Candidate> in(RTCStatsReport report) {
        return report.getStats().values().stream()
                .filter(LoopbackCandidates::isAnyAddressSocket)
                .map(stats -> candidate(stats.getAttributes()))
                .toList();
    }

    private static boolean isAnyAddressSocket(RTCStats stats) {
        return stats.getType() == RTCStatsType.LOCAL_CANDIDATE
                && ANY_ADDRESS.equals(stats.getAttributes().get("address"))
                && "udp".equals(stats.getAttributes().get("protocol"));
    }

    private static Candidate candidate(Map<String, Object> socket) {
        String sdp =
                "candidate:1 1 udp %s 127.0.0.1 %s typ host generation 0"
                        .formatted(socket.get("priority"), socket.get("port"));
        return new Candidate("", 0, sdp);
    }
}
