package org.resilientswarm.core.model;

/// How the network around a node treats its UDP packets (RFC 4787), as far as that is known.
public enum NatKind {
    /// Nobody has told an outside address.
    UNKNOWN,
    /// The outside address is the machine's own.
    OPEN,
    /// Addresses are translated; how, nobody could find out, since only one server was asked.
    TRANSLATED,
    /// All who are sent to from one port see the same outside address: direct links can be made.
    ENDPOINT_INDEPENDENT,
    /// Everybody sees another outside address, as behind a symmetric NAT: a direct link can be made
    /// only with who is not behind one.
    ADDRESS_DEPENDENT,
    /// No UDP comes back.
    UDP_BLOCKED
}
