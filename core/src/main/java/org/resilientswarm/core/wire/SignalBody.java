package org.resilientswarm.core.wire;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.resilientswarm.core.model.ErrorCode;

/// What is in a signal's sealed box. Every body names the attempt that it belongs to.
public sealed interface SignalBody {
    /// The attempt to make a link; picked by the side that offers.
    Attempt attempt();

    /// For which kind of signal the body is.
    SignalKind kind();

    /// The name of an attempt to make a link.
    ///
    /// @param id 16 random bytes
    record Attempt(byte[] id) {
        /// The length of an id in bytes.
        public static final int LENGTH = 16;

        @Override
        public boolean equals(Object other) {
            return other instanceof Attempt attempt && Arrays.equals(id, attempt.id);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(id);
        }

        @Override
        public String toString() {
            return HexFormat.of().formatHex(id, 0, 4);
        }
    }

    /// Begins a link.
    ///
    /// @param card the sender's card, to which the answer is sealed
    record Offer(Attempt attempt, Description description, PeerCard card) implements SignalBody {
        @Override
        public SignalKind kind() {
            return SignalKind.OFFER;
        }
    }

    /// Answers an offer.
    ///
    /// @param card the sender's card
    record Answer(Attempt attempt, Description description, PeerCard card) implements SignalBody {
        @Override
        public SignalKind kind() {
            return SignalKind.ANSWER;
        }
    }

    /// More of the sender's addresses.
    record Candidates(Attempt attempt, List<Candidate> candidates) implements SignalBody {
        /// Copies the list.
        public Candidates {
            candidates = List.copyOf(candidates);
        }

        @Override
        public SignalKind kind() {
            return SignalKind.CANDIDATES;
        }
    }

    /// The offer is refused.
    ///
    /// @param code why, for programs
    /// @param reason why, in words
    record Refusal(Attempt attempt, ErrorCode code, String reason) implements SignalBody {
        @Override
        public SignalKind kind() {
            return SignalKind.REFUSAL;
        }
    }
}
