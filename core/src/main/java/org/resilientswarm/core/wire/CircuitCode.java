package org.resilientswarm.core.wire;

/// Why a circuit is refused, or ends.
public enum CircuitCode {
    /// A code that this version does not know.
    UNKNOWN(0, "for a reason that this version does not know"),
    /// The relay relays for nobody.
    NOT_WILLING(1, "it relays for nobody"),
    /// The relay has as many circuits as it takes, of this neighbour or of all.
    FULL(2, "it has as many circuits as it takes"),
    /// The relay has no link with the next member.
    NO_LINK(3, "it has no link with the next member of the route"),
    /// The route has more relays than allowed.
    TOO_LONG(4, "the route has too many relays"),
    /// Whoever asks has no valid card.
    UNKNOWN_PEER(5, "it does not know who asks"),
    /// The target does not want circuits of the origin, or has too many.
    NOT_WANTED(6, "the target does not want it"),
    /// One of the ends has closed it.
    DONE(7, "it was not needed any more"),
    /// A link that it ran over was lost.
    LINK_LOST(8, "a link that it ran over was lost"),
    /// Somebody broke the rules of circuits.
    VIOLATED(9, "somebody broke its rules");

    private final int number;
    private final String words;

    CircuitCode(int number, String words) {
        this.number = number;
        this.words = words;
    }

    /// What stands for it on the wire.
    public int number() {
        return number;
    }

    /// The reason in words, to go behind "because".
    public String words() {
        return words;
    }

    /// The code with this number, or [#UNKNOWN].
    public static CircuitCode of(long number) {
        for (CircuitCode code : values()) {
            if (code.number == number) {
                return code;
            }
        }
        return UNKNOWN;
    }
}
