package org.resilientswarm.core.exchange;

import java.net.InetAddress;
import java.util.List;

/// Finds the addresses of a host.
interface HostResolver {
    /// The addresses, or none when they cannot be found in good time.
    List<InetAddress> resolve(String host);
}
