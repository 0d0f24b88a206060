package org.resilientswarm.core.wire;

import java.util.List;
import org.resilientswarm.core.model.PublicKey;

/// What neighbours say to each other over a link.
public sealed interface HopFrame {
    /// Who is there; the first frame of either side on the `DATA` channel.
    ///
    /// @param version the version of the protocol
    /// @param agent the software and its version
    /// @param capabilities what the side can do beyond the protocol's first version
    /// @param card the side's card
    /// @param session by which number the side knows its session with the other, 0 when it has
    ///     none: when both have the same one, it goes on over this link
    record Hello(int version, String agent, List<String> capabilities, PeerCard card, long session)
            implements HopFrame {
        /// Copies the list.
        public Hello {
            capabilities = List.copyOf(capabilities);
        }
    }

    /// A signal on its way through the swarm.
    ///
    /// @param hops how many links it may still cross, 0 to [Protocol#MAX_SIGNAL_HOPS]
    record RoutedSignal(int hops, Signal signal) implements HopFrame {}

    /// The sender leaves and says why; or it ends this link because another one came up with the
    /// same key, and says [#SUPERSEDED]. Who restarted does not hear that, a twin does.
    record Goodbye(String reason) implements HopFrame {
        /// The reason that tells a node of another one with its key.
        public static final String SUPERSEDED = "IDENTITY_ELSEWHERE";
    }

    /// A question for the time it takes; on the `PROBE` channel.
    record Probe(long id) implements HopFrame {}

    /// Its answer.
    record ProbeReply(long id) implements HopFrame {}

    /// A packet of a session between the two ends of a circuit.
    ///
    /// @param circuit the circuit's number on this link, 0 for the link's own two ends
    /// @param message the array that holds the packet, from `from` to `end`
    record Packet(long circuit, byte[] message, int from, int end) implements HopFrame {}

    /// The sender wants a circuit through the receiver.
    ///
    /// @param circuit the number that it has on this link: odd when the link's caller chose it,
    ///     else even
    /// @param origin who wants it, as it says itself; the session at its ends proves it
    /// @param route the members behind the receiver, the target last; empty when the receiver is
    ///     the target
    record CircuitOpen(long circuit, PublicKey origin, List<PublicKey> route) implements HopFrame {
        /// Copies the list.
        public CircuitOpen {
            route = List.copyOf(route);
        }
    }

    /// The circuit stands up to the target.
    record CircuitAccept(long circuit) implements HopFrame {}

    /// There will be no such circuit.
    ///
    /// @param code why
    record CircuitRefuse(long circuit, CircuitCode code) implements HopFrame {}

    /// The sender of this takes packets of the circuit up to so many bytes, counted from its
    /// beginning.
    record CircuitCredit(long circuit, long limit) implements HopFrame {}

    /// The circuit is no more.
    ///
    /// @param code why
    /// @param forward what the sender of this has carried from the origin to the target, in bytes
    /// @param back what it has carried the other way
    record CircuitClose(long circuit, CircuitCode code, long forward, long back)
            implements HopFrame {}

    /// A frame of a type that this version does not know: skipped and counted.
    record Unknown(int type) implements HopFrame {}
}
