package org.resilientswarm.core.link.webrtc;

import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.resilientswarm.core.wire.Candidate;
import org.resilientswarm.core.wire.Description;

/// Swaps descriptions and addresses with the far side for one connection.
///
/// Used on the link's executor only; what libwebrtc answers comes back to it.
final class Negotiation {
    private final RTCPeerConnection connection;
    private final LinkChannels channels;
    private final LocalCandidates localCandidates;
    private final RemoteCandidates remoteCandidates;
    private final LinkWork work;

    /// Whether a socket that is bound to all addresses stands for loopback.
    private final boolean anyAddress;

    /// Whether this side needs no answer, or has one.
    private boolean answered;

    Negotiation(
            RTCPeerConnection connection,
            LinkChannels channels,
            LocalCandidates localCandidates,
            RemoteCandidates remoteCandidates,
            boolean anyAddress,
            LinkWork work) {
        this.connection = connection;
        this.channels = channels;
        this.localCandidates = localCandidates;
        this.remoteCandidates = remoteCandidates;
        this.anyAddress = anyAddress;
        this.work = work;
    }

    void offer() {
        Descriptions.createOffer(connection, this::setLocal, this::failed);
    }

    void accept(Description offer) {
        answered = true;
        take(RTCSdpType.OFFER, offer);
    }

    /// Takes the first answer; a second one, or one to nothing, is ignored.
    void complete(Description answer) {
        if (!answered) {
            answered = true;
            take(RTCSdpType.ANSWER, answer);
        }
    }

    /// libwebrtc has found all addresses; those that stand for loopback are not among them.
    void gatheringCompleted() {
        if (!anyAddress) {
            localCandidates.complete();
        }
    }

    private void take(RTCSdpType type, Description theirs) {
        if (!Descriptions.onlyData(theirs.sdp())) {
            work.end("the far side's description is not one of data channels");
            return;
        }
        remoteCandidates.add(theirs.candidates());
        String sdp = Descriptions.withoutCandidates(theirs.sdp());
        try {
            Descriptions.setRemote(
                    connection,
                    new RTCSessionDescription(type, sdp),
                    () -> work.run(() -> remoteSet(type)),
                    this::failed);
        } catch (RefusedException e) {
            work.end("the far side's description is not understood: " + e.getMessage());
        }
    }

    private void remoteSet(RTCSdpType type) {
        remoteCandidates.ready(connection);
        if (type == RTCSdpType.OFFER) {
            Descriptions.createAnswer(connection, this::setLocal, this::failed);
        }
    }

    private void setLocal(RTCSessionDescription ours) {
        work.run(
                () ->
                        Descriptions.setLocal(
                                connection,
                                ours,
                                () -> work.run(() -> localSet(ours.sdp)),
                                this::failed));
    }

    private void localSet(String sdp) {
        localCandidates.described(sdp);
        if (anyAddress) {
            channels.waitForNetworkThread();
            findLoopback();
        }
    }

    private void findLoopback() {
        connection.getStats(report -> work.run(() -> foundLoopback(LoopbackCandidates.in(report))));
    }

    private void foundLoopback(List<Candidate> found) {
        if (found.isEmpty()) {
            work.after(LoopbackCandidates.AGAIN_MILLIS, TimeUnit.MILLISECONDS, this::findLoopback);
        } else {
            found.forEach(localCandidates::add);
            localCandidates.complete();
        }
    }

    private void failed(String error) {
        work.run(() -> work.end("the descriptions do not fit: " + error));
    }
}
