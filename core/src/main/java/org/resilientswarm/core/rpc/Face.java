package org.resilientswarm.core.rpc;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.resilientswarm.core.api.MethodName;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

/// An interface whose methods are called over the swarm. Immutable.
final class Face {
    private final Class<?> type;

    /// By the methods' own names, of which each is there once.
    private final Map<String, FaceMethod> methods;

    private Face(Class<?> type, Map<String, FaceMethod> methods) {
        this.type = type;
        this.methods = methods;
    }

    /// An interface that is offered or called by name.
    ///
    /// @throws IllegalArgumentException when it cannot be
    static Face named(Class<?> type, TypeFactory types) {
        if (!type.isInterface()) {
            throw new IllegalArgumentException(type.getName() + " is no interface");
        }
        JavaType face = types.constructType(type);
        String prefix = prefix(type);
        var methods = new LinkedHashMap<String, FaceMethod>();
        for (Method method : FunctionTypes.abstractMethods(type)) {
            FaceMethod read = read(face, method, prefix + lastName(method), types);
            if (methods.put(method.getName(), read) != null) {
                throw new IllegalArgumentException(
                        "%s has two methods %s: calls go by the name alone"
                                .formatted(type.getName(), method.getName()));
            }
        }
        if (methods.isEmpty()) {
            throw new IllegalArgumentException(type.getName() + " has no abstract method");
        }
        return new Face(type, methods);
    }

    /// A functional interface.
    ///
    /// @throws IllegalArgumentException when it is none
    static Face function(JavaType face, TypeFactory types) {
        Class<?> type = face.getRawClass();
        List<Method> found = type.isInterface() ? FunctionTypes.abstractMethods(type) : List.of();
        if (found.size() != 1) {
            throw new IllegalArgumentException(
                    type.getName() + " is no interface with one abstract method");
        }
        Method method = found.getFirst();
        return new Face(type, Map.of(method.getName(), read(face, method, "", types)));
    }

    private static String prefix(Class<?> type) {
        MethodName given = type.getAnnotation(MethodName.class);
        String name = given == null ? type.getSimpleName() : given.value();
        return name.isEmpty() ? "" : name + ".";
    }

    private static String lastName(Method method) {
        MethodName given = method.getAnnotation(MethodName.class);
        return given == null ? method.getName() : given.value();
    }

    private static FaceMethod read(JavaType face, Method method, String name, TypeFactory types) {
        var signatures =
                new Signatures(types, face.findSuperType(method.getDeclaringClass()).getBindings());
        boolean async = isFuture(method.getReturnType());
        Type returned = method.getGenericReturnType();
        Type result = returned == void.class ? Void.class : returned;
        return new FaceMethod(
                method,
                name,
                signatures.resolveAll(method.getGenericParameterTypes()),
                signatures.resolve(async ? held(result) : result),
                async);
    }

    /// `CompletableFuture` and what it is; a result of type `Object` is a value.
    private static boolean isFuture(Class<?> result) {
        return result != Object.class && result.isAssignableFrom(CompletableFuture.class);
    }

    private static Type held(Type future) {
        return future instanceof ParameterizedType generic
                ? generic.getActualTypeArguments()[0]
                : Object.class;
    }

    Class<?> type() {
        return type;
    }

    Collection<FaceMethod> methods() {
        return methods.values();
    }

    FaceMethod method(Method called) {
        FaceMethod found = methods.get(called.getName());
        if (found == null) {
            throw new IllegalArgumentException(called + " is not of " + type.getName());
        }
        return found;
    }

    /// The only method of a function.
    FaceMethod only() {
        return methods.values().iterator().next();
    }

    /// The same, when its methods can be called on a target.
    ///
    /// @throws IllegalArgumentException when this module has no access to the interface
    Face accessible() {
        for (FaceMethod method : methods.values()) {
            if (!method.method().trySetAccessible()) {
                throw new IllegalArgumentException(
                        "%s cannot be accessed: export or open its package to org.resilientswarm.core"
                                .formatted(type.getName()));
            }
        }
        return this;
    }
}
