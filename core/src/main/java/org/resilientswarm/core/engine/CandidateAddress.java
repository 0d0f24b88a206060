package org.resilientswarm.core.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.LinkAddress;
import org.resilientswarm.core.model.NatKind;
import org.resilientswarm.core.wire.Candidate;

/// A UDP candidate, taken apart (RFC 8839).
///
/// @param address type and address
/// @param base for an outside address the machine's own one that it belongs to, null when not told
record CandidateAddress(LinkAddress address, @Nullable String base) {
    private static final Pattern CANDIDATE =
            Pattern.compile(
                    "(?:a=)?candidate:\\S+ \\S+ (?i:udp) \\S+ (?<host>[0-9A-Fa-f:.]+) (?<port>[0-9]{1,5})"
                            + " typ (?<type>[a-z]{1,16})(?: raddr (?<base>\\S+) rport (?<baseport>[0-9]+))?.*");

    private static final Pattern PRIVATE =
            Pattern.compile(
                    "(?:0|10|127|169\\.254|192\\.168|172\\.(?:1[6-9]|2[0-9]|3[01])|100\\.(?:6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7]))\\..*");

    /// Reads one; nothing when it is for another protocol, or wrong.
    static Optional<CandidateAddress> of(Candidate candidate) {
        var matcher = CANDIDATE.matcher(candidate.sdp());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int port = Integer.parseInt(matcher.group("port"));
        if (port < 1 || port > 65_535) {
            return Optional.empty();
        }
        var address =
                new LinkAddress(matcher.group("type"), new HostPort(matcher.group("host"), port));
        String basePort = matcher.group("baseport");
        boolean hidden = basePort == null || basePort.equals("0");
        return Optional.of(
                new CandidateAddress(
                        address, hidden ? null : matcher.group("base") + " " + basePort));
    }

    /// What a node's own candidates show of its network.
    static NatKind nat(Collection<CandidateAddress> own) {
        NatKind nat = NatKind.UNKNOWN;
        Map<String, HostPort> outside = new HashMap<>();
        for (CandidateAddress candidate : own) {
            HostPort seen = candidate.address().address();
            if (candidate.address().type().equals(LinkAddress.OUTSIDE)) {
                nat = NatKind.TRANSLATED;
                HostPort other =
                        candidate.base() == null ? null : outside.put(candidate.base(), seen);
                if (other != null && !other.equals(seen)) {
                    return NatKind.ADDRESS_DEPENDENT;
                }
            } else if (nat == NatKind.UNKNOWN && isPublic(seen.host())) {
                nat = NatKind.OPEN;
            }
        }
        return nat;
    }

    /// Of IPv6 it says nothing: there, public addresses are no sign that packets come in.
    private static boolean isPublic(String host) {
        return !host.contains(":") && !PRIVATE.matcher(host).matches();
    }
}
