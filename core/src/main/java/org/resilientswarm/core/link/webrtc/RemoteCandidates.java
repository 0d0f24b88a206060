package org.resilientswarm.core.link.webrtc;

import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCPeerConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.wire.Candidate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives libwebrtc the far side's addresses, once it has the far side's description and only those
/// that are fit. Used on the link's executor only.
final class RemoteCandidates {
    /// A machine with many networks has about twenty; each one makes this side send packets to
    /// wherever the far side says.
    static final int LIMIT = 64;

    private static final Logger LOG = LoggerFactory.getLogger(RemoteCandidates.class);

    /// `candidate:FOUNDATION COMPONENT TRANSPORT PRIORITY ADDRESS PORT typ …`
    private static final Pattern ADDRESS =
            Pattern.compile("(?:a=)?candidate:\\S+ \\S+ \\S+ \\S+ ([0-9A-Fa-f:.]+) [0-9]+ typ .*");

    private final long link;
    private final boolean loopbackOnly;
    private final List<Candidate> early = new ArrayList<>();
    private @Nullable RTCPeerConnection connection;
    private int taken;

    RemoteCandidates(long link, boolean loopbackOnly) {
        this.link = link;
        this.loopbackOnly = loopbackOnly;
    }

    void add(List<Candidate> candidates) {
        for (Candidate candidate : candidates) {
            if (taken == LIMIT) {
                LOG.debug("event=candidates_refused link={} limit={}", link, LIMIT);
                return;
            }
            if (fit(candidate)) {
                taken++;
                give(candidate);
            }
        }
    }

    /// The connection has the far side's description.
    void ready(RTCPeerConnection described) {
        connection = described;
        early.forEach(this::give);
        early.clear();
    }

    private void give(Candidate candidate) {
        RTCPeerConnection target = connection;
        if (target == null) {
            early.add(candidate);
            return;
        }
        try {
            RefusedException.orDone(() -> target.addIceCandidate(toNative(candidate)));
        } catch (RefusedException e) {
            // The far side may send anything; another of its addresses may still do.
            LOG.debug("event=candidate_refused link={} reason=\"{}\"", link, e.getMessage());
        }
    }

    private static RTCIceCandidate toNative(Candidate candidate) {
        return new RTCIceCandidate(candidate.sdpMid(), candidate.sdpMLineIndex(), candidate.sdp());
    }

    /// Names are not looked up for a stranger, so only literal addresses are fit.
    private boolean fit(Candidate candidate) {
        var matcher = ADDRESS.matcher(candidate.sdp());
        boolean fit = matcher.matches() && (!loopbackOnly || isLoopback(matcher.group(1)));
        if (!fit) {
            LOG.debug("event=candidate_refused link={} candidate=\"{}\"", link, candidate.sdp());
        }
        return fit;
    }

    static boolean isLoopback(String address) {
        return address.startsWith("127.") || address.equals("::1");
    }
}
