package org.resilientswarm.app.node;

import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.KeyReading;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmLink;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a line of standard input asks a node to do.
sealed interface Instruction
        permits Instruction.Call,
                Instruction.Peers,
                Instruction.Ping,
                Instruction.Rpc,
                Instruction.Send,
                Instruction.Blast,
                Instruction.Stats,
                Instruction.Quit,
                PathInstruction,
                RecordInstruction {
    /// What the node can do, for messages.
    String KNOWN =
            "call KEY, peers, ping KEY [N], rpc KEY METHOD [JSON], send KEY TEXT,"
                    + " blast KEY MEGABYTES, path KEY, trace KEY, block KEY SECONDS, put KIND NAME JSON, delete KIND NAME,"
                    + " get AUTHOR KIND NAME, records [KIND], reconcile KEY, stats, quit";

    /// How many pings are sent when the line does not say.
    int DEFAULT_PINGS = 5;

    /// The most pings that one line may ask for.
    int MAX_PINGS = 1000;

    /// The most megabytes that one line may send.
    int MAX_MEGABYTES = 100_000;

    /// Join the swarm of this member.
    record Call(SwarmLink link) implements Instruction {}

    /// List the peers.
    record Peers() implements Instruction {}

    /// Measure the round trip to a peer.
    record Ping(PublicKey key, int count) implements Instruction {}

    /// Call a method of a peer.
    ///
    /// @param arguments an array holds all arguments; anything else is the only one
    record Rpc(PublicKey key, String method, JsonNode arguments) implements Instruction {}

    /// Send a text to a peer.
    record Send(PublicKey key, String text) implements Instruction {}

    /// Measure how fast bytes go to a peer.
    ///
    /// @param megabytes how many times 10⁶ bytes
    record Blast(PublicKey key, int megabytes) implements Instruction {}

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
            case "ping" -> ping(addressed(command, arguments));
            case "rpc" -> rpc(addressed(command, arguments));
            case "send" -> send(addressed(command, arguments));
            case "blast" -> blast(addressed(command, arguments));
            case "peers" -> alone(command, arguments, new Peers());
            case "stats" -> alone(command, arguments, new Stats());
            case "quit" -> alone(command, arguments, new Quit());
            case "put" -> RecordInstruction.put(arguments);
            case "delete" -> RecordInstruction.delete(arguments);
            case "get" -> RecordInstruction.get(addressed(command, arguments));
            case "records" -> RecordInstruction.find(arguments);
            case "reconcile" -> reconcile(addressed(command, arguments));
            case "path" -> PathInstruction.path(addressed(command, arguments));
            case "trace" -> PathInstruction.trace(addressed(command, arguments));
            case "block" -> PathInstruction.block(addressed(command, arguments));
            default -> throw wrong("no such command; there are: " + KNOWN);
        };
    }

    private static Addressed addressed(String command, String arguments) {
        requireKey(command, arguments);
        return Addressed.of(arguments);
    }

    private static Instruction ping(Addressed to) {
        int count =
                to.rest().isEmpty()
                        ? DEFAULT_PINGS
                        : number(to.rest(), MAX_PINGS, "the number of pings");
        return new Ping(to.key(), count);
    }

    private static Instruction rpc(Addressed to) {
        String method = InstructionLine.firstWord(to.rest());
        if (method.isEmpty()) {
            throw wrong("'rpc' needs a method: rpc KEY METHOD [JSON]");
        }
        String json = to.rest().substring(method.length()).strip();
        return new Rpc(to.key(), method, json(json.isEmpty() ? "[]" : json, "the arguments are"));
    }

    /// Reads exactly one value.
    ///
    /// @param what it is, for the message
    static JsonNode json(String text, String what) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            throw wrong(what + " no JSON: " + e.getOriginalMessage());
        }
    }

    private static Instruction reconcile(Addressed with) {
        if (!with.rest().isEmpty()) {
            throw wrong("'reconcile' needs nothing but a key: reconcile KEY");
        }
        return new RecordInstruction.Reconcile(with.key());
    }

    private static Instruction send(Addressed to) {
        if (to.rest().isEmpty()) {
            throw wrong("'send' needs a text: send KEY TEXT");
        }
        return new Send(to.key(), to.rest());
    }

    private static Instruction blast(Addressed to) {
        return new Blast(to.key(), number(to.rest(), MAX_MEGABYTES, "the number of megabytes"));
    }

    /// A whole number from 1 on.
    ///
    /// @param what it is, for the message
    static int number(String text, int max, String what) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, as a number out of range is.
        }
        throw wrong(what + " is 1 to " + max);
    }

    private static SwarmLink link(String command, String text) {
        requireKey(command, text);
        return switch (KeyReading.of(text)) {
            case KeyReading.Valid valid -> valid.link();
            case KeyReading.Refused refused ->
                    throw new SwarmException(refused.code(), refused.message());
        };
    }

    private static void requireKey(String command, String arguments) {
        if (arguments.isEmpty()) {
            throw wrong("'" + command + "' needs a key");
        }
    }

    private static Instruction alone(String command, String arguments, Instruction instruction) {
        if (!arguments.isEmpty()) {
            throw wrong("'" + command + "' stands alone");
        }
        return instruction;
    }

    /// A line that cannot be carried out.
    static SwarmException wrong(String message) {
        return new SwarmException(ErrorCode.COMMAND_WRONG, message);
    }
}
