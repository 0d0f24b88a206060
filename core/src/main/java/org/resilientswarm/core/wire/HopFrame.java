package org.resilientswarm.core.wire;

import java.util.List;

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

    /// A frame of a type that this version does not know: skipped and counted.
    record Unknown(int type) implements HopFrame {}
}
