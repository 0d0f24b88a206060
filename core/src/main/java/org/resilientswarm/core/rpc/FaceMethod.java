package org.resilientswarm.core.rpc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/// An abstract method of an interface, as it is called over the swarm.
///
/// @param method the method
/// @param name by which it is called; empty for a function
/// @param parameters the types of its arguments
/// @param result the type of its result, or of what its future holds; `Void` when there is none
/// @param async whether it returns a future
record FaceMethod(
        Method method, String name, JavaType[] parameters, JavaType result, boolean async) {
    /// What people call it.
    String label() {
        return name.isEmpty() ? "the function" : name;
    }

    @Nullable Object invoke(Object target, @Nullable Object[] arguments) throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            switch (thrown.getCause()) {
                case Exception own -> throw own;
                case Error own -> throw own;
                case null, default -> throw thrown;
            }
        }
    }
}
