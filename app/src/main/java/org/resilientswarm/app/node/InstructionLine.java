package org.resilientswarm.app.node;

import org.jspecify.annotations.Nullable;
import org.resilientswarm.app.output.Report;
import org.resilientswarm.core.api.SwarmException;

/// A line of standard input: `[#ID ]COMMAND [ARGUMENTS]`.
///
/// @param id what the sender will know the reply by, or null when it did not say
/// @param command the first word, perhaps empty
/// @param arguments the rest
record InstructionLine(@Nullable String id, String command, String arguments) {
    static InstructionLine of(String line) {
        String rest = line.strip();
        String id = null;
        if (rest.startsWith("#")) {
            id = firstWord(rest).substring(1);
            rest = rest.substring(id.length() + 1).strip();
        }
        String command = firstWord(rest);
        return new InstructionLine(id, command, rest.substring(command.length()).strip());
    }

    boolean isEmpty() {
        return id == null && command.isEmpty();
    }

    /// A reply that the instruction was carried out, to which its own fields are added.
    Report done() {
        return reply(true).saying(command + ": done");
    }

    /// A reply that it was not.
    Report failed(SwarmException reason) {
        // It may come from the peer, which must not be able to print lines of its own.
        String sentence = String.valueOf(reason.getMessage()).replaceAll("\\R", " ");
        return reply(false)
                .with("code", reason.code().name())
                .with("message", reason.getMessage())
                .saying(command + ": " + reason.code() + " " + sentence);
    }

    private Report reply(boolean ok) {
        var reply = Report.of("reply");
        if (id != null) {
            reply.with("id", id);
        }
        return reply.with("command", command).with("ok", ok);
    }

    static String firstWord(String text) {
        int end = 0;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return text.substring(0, end);
    }
}
