package org.resilientswarm.core.link.webrtc;

import dev.onvoid.webrtc.PortAllocatorConfig;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCIceServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.resilientswarm.core.model.HostPort;

/// How a transport looks for ways to the far side.
///
/// @param iceServers STUN and TURN servers, may be empty
/// @param loopbackOnly whether to offer and take addresses of loopback only, so that no packet
///     leaves the machine. The sockets are bound to all addresses even then: libwebrtc cannot bind
///     to loopback, see docs/decisions
public record WebRtcOptions(List<IceServer> iceServers, boolean loopbackOnly) {
    /// Each is asked by each socket of each link; libwebrtc warns beyond five.
    static final int MAX_SERVERS = 4;

    /// Copies the list.
    public WebRtcOptions {
        iceServers = List.copyOf(iceServers);
    }

    /// A STUN or TURN server.
    ///
    /// @param url `stun:HOST:PORT` or `turn:HOST:PORT`
    /// @param username the name at a TURN server, otherwise empty
    /// @param password the password at a TURN server, otherwise empty
    public record IceServer(String url, String username, String password) {
        /// A server that asks for no name.
        public static IceServer of(String url) {
            return new IceServer(url, "", "");
        }
    }

    /// All networks of this machine, no servers.
    public static WebRtcOptions direct() {
        return new WebRtcOptions(List.of(), false);
    }

    /// Nothing but loopback.
    public static WebRtcOptions loopback() {
        return new WebRtcOptions(List.of(), true);
    }

    /// The same with one more STUN server, in front of the others. Beyond [#MAX_SERVERS] the last
    /// ones are left out.
    WebRtcOptions withStun(HostPort server) {
        var first = Stream.of(IceServer.of("stun:" + server));
        return new WebRtcOptions(
                Stream.concat(first, iceServers.stream()).distinct().limit(MAX_SERVERS).toList(),
                loopbackOnly);
    }

    /// @param anyAddress whether to bind one socket to all addresses instead of one to each
    RTCConfiguration toConfiguration(boolean anyAddress) {
        var configuration = new RTCConfiguration();
        if (!loopbackOnly) {
            configuration.iceServers = new ArrayList<>();
            iceServers.forEach(server -> configuration.iceServers.add(toNative(server)));
        }
        var ports = new PortAllocatorConfig();
        // Candidates over TCP would open a listening socket for each link and network.
        ports.setDisableTcp(true);
        ports.setDisableAdapterEnumeration(anyAddress);
        ports.setDisableDefaultLocalCandidate(anyAddress);
        configuration.portAllocatorConfig = ports;
        return configuration;
    }

    private static RTCIceServer toNative(IceServer server) {
        var result = new RTCIceServer();
        result.urls = List.of(server.url());
        result.username = server.username();
        result.password = server.password();
        return result;
    }
}
