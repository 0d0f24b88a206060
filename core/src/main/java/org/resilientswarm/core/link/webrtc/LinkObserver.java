package org.resilientswarm.core.link.webrtc;

import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCIceGatheringState;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.wire.Candidate;

/// Carries a connection's callbacks from native threads to its link.
///
/// The native side may hold on to an observer for good, so it is small and can let go of its link.
final class LinkObserver implements PeerConnectionObserver {
    private volatile @Nullable WebRtcLink link;

    LinkObserver(WebRtcLink link) {
        this.link = link;
    }

    void detach() {
        link = null;
    }

    @Override
    public void onIceCandidate(RTCIceCandidate candidate) {
        var found = new Candidate(candidate.sdpMid, candidate.sdpMLineIndex, candidate.sdp);
        tell(target -> target.candidateFound(found));
    }

    @Override
    public void onIceGatheringChange(RTCIceGatheringState state) {
        if (state == RTCIceGatheringState.COMPLETE) {
            tell(WebRtcLink::gatheringCompleted);
        }
    }

    @Override
    public void onConnectionChange(RTCPeerConnectionState state) {
        tell(target -> target.connectionChanged(state));
    }

    private void tell(Consumer<WebRtcLink> news) {
        WebRtcLink target = link;
        if (target != null) {
            news.accept(target);
        }
    }
}
