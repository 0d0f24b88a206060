package org.resilientswarm.ui.bridge;

import java.time.Duration;
import java.util.List;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;

/// How far an attempt to join has come.
///
/// @param steps every step, in order
/// @param outcome how it ended, or that it has not
public record JoinProgress(List<Step> steps, Outcome outcome) {
    /// Copies the list.
    public JoinProgress {
        steps = List.copyOf(steps);
    }

    /// The steps of joining, in order.
    public enum Kind {
        /// A node is started, unless one runs.
        NODE,
        /// The exchange that the link names lets the node in.
        EXCHANGE,
        /// The other side answers and a connection is being made.
        ANSWER,
        /// The connection carries frames.
        LINK,
        /// Both sides have shown that they own their keys.
        SESSION
    }

    /// How a step stands.
    public enum State {
        /// Its turn has not come.
        WAITING,
        /// It is under way.
        RUNNING,
        /// It is done.
        DONE,
        /// It turned out not to be needed.
        SKIPPED,
        /// It failed.
        FAILED
    }

    /// One step.
    ///
    /// @param kind which
    /// @param state how it stands
    /// @param elapsed how long it took so far
    public record Step(Kind kind, State state, Duration elapsed) {}

    /// How an attempt ended.
    public sealed interface Outcome {
        /// It has not ended.
        record Running() implements Outcome {}

        /// There is a session with the peer.
        ///
        /// @param peer whose key the link names
        record Joined(PublicKey peer) implements Outcome {}

        /// It could not be done.
        ///
        /// @param code why, for programs
        /// @param message why, and what to do, for people
        record Failed(ErrorCode code, String message) implements Outcome {}
    }
}
