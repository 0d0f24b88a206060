package org.resilientswarm.core.model;

/// An address at which a side may be reached, as it was told in a signal.
///
/// @param type `host` for the machine's own, `srflx` for one that a server has seen, else as in RFC
///     8839
/// @param address host and port
public record LinkAddress(String type, HostPort address) {
    /// The type of the machine's own addresses.
    public static final String HOST = "host";

    /// The type of addresses outside of a NAT.
    public static final String OUTSIDE = "srflx";
}
