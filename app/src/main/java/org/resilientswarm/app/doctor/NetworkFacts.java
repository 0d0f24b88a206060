package org.resilientswarm.app.doctor;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.NatKind;

/// What was found of this machine's network.
///
/// @param interfaces those that are up, but for loopback
/// @param outside what the STUN servers answered
/// @param nat what follows from that
record NetworkFacts(List<Interface> interfaces, List<Outside> outside, NatKind nat) {
    /// Copies the lists.
    NetworkFacts {
        interfaces = List.copyOf(interfaces);
        outside = List.copyOf(outside);
    }

    /// A network that this machine is in.
    ///
    /// @param addresses without those that are valid on the link only
    record Interface(String name, List<String> addresses) {
        /// Copies the list.
        Interface {
            addresses = List.copyOf(addresses);
        }
    }

    /// What a STUN server answered.
    ///
    /// @param seen from where the question came, null when there was no answer
    record Outside(HostPort server, @Nullable HostPort seen) {}

    /// What the answers to questions from one port show. An answer with an address of the machine's
    /// own comes from a server in the same network and says nothing of what is behind it.
    ///
    /// @param own the addresses of this machine
    static NatKind nat(List<Outside> outside, List<String> own) {
        if (outside.isEmpty()) {
            return NatKind.UNKNOWN;
        }
        List<HostPort> seen =
                outside.stream()
                        .flatMap(it -> java.util.stream.Stream.ofNullable(it.seen()))
                        .toList();
        if (seen.isEmpty()) {
            return NatKind.UDP_BLOCKED;
        }
        List<HostPort> translated =
                seen.stream().filter(address -> !own.contains(address.host())).toList();
        return switch (translated.size()) {
            case 0 -> NatKind.OPEN;
            case 1 -> NatKind.TRANSLATED;
            default ->
                    translated.stream().distinct().count() == 1
                            ? NatKind.ENDPOINT_INDEPENDENT
                            : NatKind.ADDRESS_DEPENDENT;
        };
    }
}
