package org.resilientswarm.app.node;

import java.time.Duration;
import org.resilientswarm.core.model.PublicKey;

/// What a line of standard input asks of the ways to a peer.
sealed interface PathInstruction extends Instruction {
    /// The longest time for which one line may block a link: a day.
    int MAX_BLOCK_SECONDS = 86_400;

    /// List all ways to a peer.
    record Path(PublicKey peer) implements PathInstruction {}

    /// Ask every member on the way.
    record Trace(PublicKey peer) implements PathInstruction {}

    /// Do without the direct link for a while.
    record Block(PublicKey peer, Duration time) implements PathInstruction {}

    /// Reads nothing behind the key.
    ///
    /// @throws org.resilientswarm.core.api.SwarmException `COMMAND_WRONG`
    static Path path(Addressed to) {
        requireNothing("path", to);
        return new Path(to.key());
    }

    /// Reads nothing behind the key.
    ///
    /// @throws org.resilientswarm.core.api.SwarmException `COMMAND_WRONG`
    static Trace trace(Addressed to) {
        requireNothing("trace", to);
        return new Trace(to.key());
    }

    /// Reads `SECONDS` behind the key.
    ///
    /// @throws org.resilientswarm.core.api.SwarmException `COMMAND_WRONG`
    static Block block(Addressed to) {
        int seconds = Instruction.number(to.rest(), MAX_BLOCK_SECONDS, "the number of seconds");
        return new Block(to.key(), Duration.ofSeconds(seconds));
    }

    private static void requireNothing(String command, Addressed to) {
        if (!to.rest().isEmpty()) {
            throw Instruction.wrong(
                    "'%s' needs nothing but a key: %s KEY".formatted(command, command));
        }
    }
}
