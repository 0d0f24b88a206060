package org.resilientswarm.core.link.webrtc;

import org.resilientswarm.core.link.Channel;
import org.resilientswarm.core.link.LinkInput;

/// Makes a connection of this process with itself over loopback and throws it away, so that the
/// first real one finds everything loaded and compiled.
final class WarmUp {
    private static final long CALLER = 1;
    private static final long CALLED = 2;

    private final WebRtcRuntime runtime;
    private final WebRtcTransport transport;

    private WarmUp(WebRtcRuntime runtime) {
        this.runtime = runtime;
        transport = new WebRtcTransport(runtime, WebRtcOptions.loopback(), this::take);
    }

    static void run(WebRtcRuntime runtime) {
        new WarmUp(runtime).transport.offer(CALLER);
    }

    private void take(LinkInput input) {
        boolean caller = input.link() == CALLER;
        switch (input) {
            case LinkInput.Described offer when caller ->
                    transport.accept(CALLED, offer.description());
            case LinkInput.Described answer -> transport.complete(CALLER, answer.description());
            case LinkInput.CandidatesFound found ->
                    transport.addCandidates(caller ? CALLED : CALLER, found.candidates());
            case LinkInput.Opened opened ->
                    transport.send(opened.link(), Channel.DATA, new byte[1]);
            case LinkInput.Received received -> transport.close(received.link());
            case LinkInput.Drained drained -> {}
            case LinkInput.Closed closed when caller -> {
                runtime.warm();
                runtime.pool().execute(transport::close);
            }
            case LinkInput.Closed closed -> {}
        }
    }
}
