package org.resilientswarm.app.node;

import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.KeyReading;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmLink;

/// What a line of standard input asks a node to do.
sealed interface Instruction {
    /// What the node can do, for messages.
    String KNOWN = "call KEY, peers, ping KEY [N], stats, quit";

    /// How many pings are sent when the line does not say.
    int DEFAULT_PINGS = 5;

    /// The most pings that one line may ask for.
    int MAX_PINGS = 1000;

    /// Join the swarm of this member.
    record Call(SwarmLink link) implements Instruction {}

    /// List the peers.
    record Peers() implements Instruction {}

    /// Measure the round trip to a peer.
    record Ping(PublicKey key, int count) implements Instruction {}

    /// Count what the node does.
    record Stats() implements Instruction {}

    /// Leave the swarm and end.
    record Quit() implements Instruction {}

    /// Reads an instruction.
    ///
    /// @param command its first word
    /// @param arguments the rest of the line, without spaces at its ends
    /// @throws SwarmException `COMMAND_WRONG`, or what is wrong with a key
    static Instruction of(String command, String arguments) {
        return switch (command) {
            case "call" -> new Call(link(command, arguments));
            case "ping" -> ping(arguments);
            case "peers" -> alone(command, arguments, new Peers());
            case "stats" -> alone(command, arguments, new Stats());
            case "quit" -> alone(command, arguments, new Quit());
            default -> throw unknown(command);
        };
    }

    private static SwarmException unknown(String command) {
        return switch (command) {
            case "path",
                    "put",
                    "delete",
                    "get",
                    "records",
                    "rpc",
                    "send",
                    "blast",
                    "trace",
                    "block",
                    "reconcile" ->
                    wrong("'" + command + "' is not in this version, which has: " + KNOWN);
            default -> wrong("no such command; there are: " + KNOWN);
        };
    }

    private static Instruction ping(String arguments) {
        int space = arguments.lastIndexOf(' ');
        if (space < 0) {
            return new Ping(link("ping", arguments).key(), DEFAULT_PINGS);
        }
        String last = arguments.substring(space + 1);
        // A key may be written with spaces; its last group is never this short.
        if (last.length() >= 7) {
            return new Ping(link("ping", arguments).key(), DEFAULT_PINGS);
        }
        return new Ping(link("ping", arguments.substring(0, space)).key(), count(last));
    }

    private static int count(String text) {
        try {
            int count = Integer.parseInt(text);
            if (count >= 1 && count <= MAX_PINGS) {
                return count;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, as a number out of range is.
        }
        throw wrong("the number of pings is 1 to " + MAX_PINGS);
    }

    private static SwarmLink link(String command, String text) {
        if (text.isEmpty()) {
            throw wrong("'" + command + "' needs a key");
        }
        return switch (KeyReading.of(text)) {
            case KeyReading.Valid valid -> valid.link();
            case KeyReading.Refused refused ->
                    throw new SwarmException(refused.code(), refused.message());
        };
    }

    private static Instruction alone(String command, String arguments, Instruction instruction) {
        if (!arguments.isEmpty()) {
            throw wrong("'" + command + "' stands alone");
        }
        return instruction;
    }

    private static SwarmException wrong(String message) {
        return new SwarmException(ErrorCode.COMMAND_WRONG, message);
    }
}
