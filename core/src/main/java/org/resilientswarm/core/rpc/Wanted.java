package org.resilientswarm.core.rpc;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/// As what a value shall be read.
///
/// @param type stands for `T`
record Wanted<T extends @Nullable Object>(JavaType type) {
    /// What was read as this type, so that the cast cannot be wrong.
    @SuppressWarnings({"unchecked", "NullAway"})
    T of(@Nullable Object value) {
        return (T) value;
    }
}
