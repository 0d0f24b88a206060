package org.resilientswarm.app.node;

import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.PublicKey;
import tools.jackson.databind.JsonNode;

/// What a line of standard input asks of the database.
sealed interface RecordInstruction extends Instruction {
    /// How the empty name is written. Any other name is the word that stands there.
    String EMPTY_NAME = "\"\"";

    /// Store a value of this node's.
    record Put(String kind, String name, JsonNode value) implements RecordInstruction {}

    /// Delete a record of this node's.
    record Delete(String kind, String name) implements RecordInstruction {}

    /// Show one record.
    record Get(PublicKey author, String kind, String name) implements RecordInstruction {}

    /// Show all records.
    ///
    /// @param kind only those of this kind, null for all
    record Find(@Nullable String kind) implements RecordInstruction {}

    /// Compare the database with a peer's.
    record Reconcile(PublicKey peer) implements RecordInstruction {}

    /// Reads `KIND NAME JSON`.
    ///
    /// @throws SwarmException `COMMAND_WRONG`
    static Put put(String arguments) {
        var named = Named.of(arguments);
        if (named == null || named.rest().isEmpty()) {
            throw Instruction.wrong("'put' needs a kind, a name and a value: put KIND NAME JSON");
        }
        return new Put(named.kind(), named.name(), Instruction.json(named.rest(), "the value is"));
    }

    /// Reads `KIND NAME`.
    ///
    /// @throws SwarmException `COMMAND_WRONG`
    static Delete delete(String arguments) {
        var named = Named.of(arguments);
        if (named == null || !named.rest().isEmpty()) {
            throw Instruction.wrong("'delete' needs a kind and a name: delete KIND NAME");
        }
        return new Delete(named.kind(), named.name());
    }

    /// Reads `KIND NAME` behind the author's key.
    ///
    /// @throws SwarmException `COMMAND_WRONG`
    static Get get(Addressed author) {
        var named = Named.of(author.rest());
        if (named == null || !named.rest().isEmpty()) {
            throw Instruction.wrong("'get' needs a key, a kind and a name: get AUTHOR KIND NAME");
        }
        return new Get(author.key(), named.kind(), named.name());
    }

    /// Reads `[KIND]`.
    ///
    /// @throws SwarmException `COMMAND_WRONG`
    static Find find(String arguments) {
        if (!InstructionLine.firstWord(arguments).equals(arguments)) {
            throw Instruction.wrong("'records' needs one kind at most: records [KIND]");
        }
        return new Find(arguments.isEmpty() ? null : arguments);
    }

    /// Arguments that begin with a kind and a name.
    ///
    /// @param rest what follows
    record Named(String kind, String name, String rest) {
        /// Reads them.
        ///
        /// @return null when one of the two is missing
        static @Nullable Named of(String arguments) {
            String kind = InstructionLine.firstWord(arguments);
            String behind = arguments.substring(kind.length()).strip();
            String name = InstructionLine.firstWord(behind);
            if (name.isEmpty()) {
                return null;
            }
            String rest = behind.substring(name.length()).strip();
            return new Named(kind, name.equals(EMPTY_NAME) ? "" : name, rest);
        }
    }
}
