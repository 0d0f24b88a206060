package org.resilientswarm.core.link.webrtc;

import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelBuffer;
import dev.onvoid.webrtc.RTCDataChannelInit;
import dev.onvoid.webrtc.RTCDataChannelState;
import dev.onvoid.webrtc.RTCPeerConnection;
import java.nio.ByteBuffer;
import org.resilientswarm.core.link.Channel;

/// The two data channels of one connection. Used on the link's executor only.
final class LinkChannels {
    /// Twice as many as were seen to be needed.
    private static final int STEPS_TO_BIND = 10;

    private final RTCDataChannel data;
    private final RTCDataChannel probe;
    private final ChannelObserver dataObserver;
    private final ChannelObserver probeObserver;
    private boolean dataClosed;

    LinkChannels(WebRtcLink link, RTCPeerConnection connection) {
        data = connection.createDataChannel("data", dataInit());
        probe = connection.createDataChannel("probe", probeInit());
        dataObserver = new ChannelObserver(link, Channel.DATA);
        probeObserver = new ChannelObserver(link, Channel.PROBE);
        data.registerObserver(dataObserver);
        probe.registerObserver(probeObserver);
    }

    private static RTCDataChannelInit dataInit() {
        var init = new RTCDataChannelInit();
        init.negotiated = true;
        init.id = 0;
        init.ordered = true;
        return init;
    }

    private static RTCDataChannelInit probeInit() {
        var init = new RTCDataChannelInit();
        init.negotiated = true;
        init.id = 1;
        init.ordered = false;
        init.maxRetransmits = 0;
        return init;
    }

    RTCDataChannelState state(Channel channel) {
        return handle(channel).getState();
    }

    boolean open() {
        return data.getState() == RTCDataChannelState.OPEN
                && probe.getState() == RTCDataChannelState.OPEN;
    }

    long bufferedBytes() {
        return data.getBufferedAmount();
    }

    /// Lets libwebrtc's network thread do what it was given and what that leads to: the call waits
    /// for that thread, and the thread works in order. Binding a socket takes about five such
    /// steps.
    void waitForNetworkThread() {
        for (int step = 0; step < STEPS_TO_BIND; step++) {
            data.getBufferedAmount();
        }
    }

    /// @throws RefusedException when the channel is closed by now
    void send(Channel channel, byte[] message) throws RefusedException {
        var buffer = new RTCDataChannelBuffer(ByteBuffer.wrap(message), true);
        RefusedException.orDone(() -> handle(channel).send(buffer));
    }

    /// Closes `data` behind what was sent; the state becomes closed once the far side has all of
    /// it. `probe` stays open: its end would reach the far side before the data does.
    void closeData() {
        if (!dataClosed && data.getState() == RTCDataChannelState.OPEN) {
            dataClosed = true;
            data.close();
        }
    }

    /// To be called before the connection is closed.
    void detach() {
        dataObserver.detach();
        probeObserver.detach();
        data.unregisterObserver();
        probe.unregisterObserver();
    }

    /// To be called after the connection was closed and before that is given back; no handle may be
    /// used any more.
    void dispose() {
        data.dispose();
        probe.dispose();
    }

    private RTCDataChannel handle(Channel channel) {
        return switch (channel) {
            case DATA -> data;
            case PROBE -> probe;
        };
    }
}
