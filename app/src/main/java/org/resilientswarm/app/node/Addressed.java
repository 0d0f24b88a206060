package org.resilientswarm.app.node;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.KeyReading;
import org.resilientswarm.core.model.PublicKey;

/// The arguments of an instruction that begin with a key.
///
/// @param key whom it is about
/// @param rest what follows, without spaces at its ends
record Addressed(PublicKey key, String rest) {
    /// A key may be written in groups with spaces in between, but not in more than this.
    private static final int MAX_GROUPS = 16;

    private static final Pattern WORD = Pattern.compile("\\S+");

    /// Reads them. The key ends as soon as what was read is one: a key has a length and a check.
    ///
    /// @param arguments with at least one word
    /// @throws SwarmException what is wrong with the key
    static Addressed of(String arguments) {
        Matcher word = WORD.matcher(arguments);
        KeyReading.@Nullable Refused refused = null;
        for (int groups = 0; groups < MAX_GROUPS && word.find(); groups++) {
            switch (KeyReading.of(arguments.substring(0, word.end()))) {
                case KeyReading.Valid valid -> {
                    return new Addressed(valid.key(), arguments.substring(word.end()).strip());
                }
                case KeyReading.Refused why -> refused = moreTelling(refused, why);
            }
        }
        if (refused == null) {
            throw new IllegalArgumentException("no arguments");
        }
        throw new SwarmException(refused.code(), refused.message());
    }

    /// That a part of a key is no whole one says little.
    private static KeyReading.Refused moreTelling(
            KeyReading.@Nullable Refused first, KeyReading.Refused next) {
        boolean telling =
                next.code() == ErrorCode.KEY_MISTYPED || next.code() == ErrorCode.KEY_PRIVATE;
        return first == null || telling ? next : first;
    }
}
