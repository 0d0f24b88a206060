/// Links over WebRTC data channels; the only code that knows libwebrtc.
///
/// The engine calls [org.resilientswarm.core.link.webrtc.WebRtcTransport]. Every native call of a
/// link is made in order on that link's own [org.resilientswarm.core.link.webrtc.SerialExecutor],
/// which borrows platform threads from [org.resilientswarm.core.link.webrtc.WebRtcRuntime]:
/// libwebrtc's calls wait for the very threads that deliver its callbacks, and a handle that one
/// thread uses while another gives it back crashes the process. Callbacks only copy and hand over.
package org.resilientswarm.core.link.webrtc;
