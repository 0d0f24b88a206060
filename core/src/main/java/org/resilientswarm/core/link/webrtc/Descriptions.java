package org.resilientswarm.core.link.webrtc;

import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.RTCAnswerOptions;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import java.util.List;
import java.util.function.Consumer;

/// Asks libwebrtc for session descriptions and gives it some. What is handed in as `done` and
/// `failed` is called on a native thread.
final class Descriptions {
    private Descriptions() {}

    static void createOffer(
            RTCPeerConnection connection,
            Consumer<RTCSessionDescription> done,
            Consumer<String> failed) {
        connection.createOffer(new RTCOfferOptions(), created(done, failed));
    }

    static void createAnswer(
            RTCPeerConnection connection,
            Consumer<RTCSessionDescription> done,
            Consumer<String> failed) {
        connection.createAnswer(new RTCAnswerOptions(), created(done, failed));
    }

    static void setLocal(
            RTCPeerConnection connection,
            RTCSessionDescription description,
            Runnable done,
            Consumer<String> failed) {
        connection.setLocalDescription(description, set(done, failed));
    }

    /// @throws RefusedException when the description cannot be parsed
    static void setRemote(
            RTCPeerConnection connection,
            RTCSessionDescription description,
            Runnable done,
            Consumer<String> failed)
            throws RefusedException {
        RefusedException.orDone(
                () -> connection.setRemoteDescription(description, set(done, failed)));
    }

    /// Whether a far side's description is of data channels and nothing else: libwebrtc would set
    /// up sound and pictures as well.
    static boolean onlyData(String sdp) {
        List<String> media = sdp.lines().filter(line -> line.startsWith("m=")).toList();
        return media.size() == 1 && media.getFirst().startsWith("m=application ");
    }

    /// The same description without addresses, which come beside it and are checked one by one.
    static String withoutCandidates(String sdp) {
        var result = new StringBuilder(sdp.length());
        sdp.lines()
                .filter(line -> !line.startsWith("a=candidate:"))
                .forEach(line -> result.append(line).append("\r\n"));
        return result.toString();
    }

    private static CreateSessionDescriptionObserver created(
            Consumer<RTCSessionDescription> done, Consumer<String> failed) {
        return new CreateSessionDescriptionObserver() {
            @Override
            public void onSuccess(RTCSessionDescription description) {
                done.accept(description);
            }

            @Override
            public void onFailure(String error) {
                failed.accept(error);
            }
        };
    }

    private static SetSessionDescriptionObserver set(Runnable done, Consumer<String> failed) {
        return new SetSessionDescriptionObserver() {
            @Override
            public void onSuccess() {
                done.run();
            }

            @Override
            public void onFailure(String error) {
                failed.accept(error);
            }
        };
    }
}
