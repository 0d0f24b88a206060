package org.resilientswarm.core.link.webrtc;

import dev.onvoid.webrtc.RTCDataChannelBuffer;
import dev.onvoid.webrtc.RTCDataChannelObserver;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.link.Channel;

/// Carries a data channel's callbacks from native threads to its link.
///
/// libwebrtc-java never frees the native twin of an observer and with it keeps this object, so it
/// is small and lets go of its link in the end.
final class ChannelObserver implements RTCDataChannelObserver {
    private final Channel channel;
    private volatile @Nullable WebRtcLink link;

    ChannelObserver(WebRtcLink link, Channel channel) {
        this.link = link;
        this.channel = channel;
    }

    void detach() {
        link = null;
    }

    /// Never called by webrtc-java 0.14: the amount has to be asked for.
    @Override
    public void onBufferedAmountChange(long amount) {}

    @Override
    public void onStateChange() {
        WebRtcLink target = link;
        if (target != null) {
            target.channelChanged(channel);
        }
    }

    /// The buffer's memory is freed when this returns, hence the copy.
    @Override
    public void onMessage(RTCDataChannelBuffer buffer) {
        WebRtcLink target = link;
        if (target != null) {
            var message = new byte[buffer.data.remaining()];
            buffer.data.get(message);
            target.received(channel, message);
        }
    }
}
