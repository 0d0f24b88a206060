package org.resilientswarm.core.rpc;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/// What a call is made with.
///
/// @param values the values and functions
/// @param types as what they are written, null when their own classes say so
record Arguments(@Nullable Object[] values, JavaType @Nullable [] types) {
    static Arguments untyped(@Nullable Object... values) {
        return new Arguments(values.clone(), null);
    }

    static Arguments untyped(List<?> values) {
        return new Arguments(values.toArray(), null);
    }

    @Nullable JavaType type(int index) {
        return types == null ? null : types[index];
    }
}
