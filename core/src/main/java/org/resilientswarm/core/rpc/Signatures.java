package org.resilientswarm.core.rpc;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeBindings;
import tools.jackson.databind.type.TypeFactory;

/// Turns the types of a method's signature into those that values are read into.
///
/// Jackson takes `? super Book` for `Object`, which is right for what is read from such a type; a
/// function of that parameter is handed books.
record Signatures(TypeFactory types, TypeBindings bindings) {
    JavaType resolve(Type type) {
        return switch (type) {
            case Class<?> plain -> types.constructType(plain);
            case ParameterizedType generic ->
                    types.constructParametricType(
                            raw(generic), resolveAll(generic.getActualTypeArguments()));
            case WildcardType wildcard ->
                    resolve(
                            wildcard.getLowerBounds().length > 0
                                    ? wildcard.getLowerBounds()[0]
                                    : wildcard.getUpperBounds()[0]);
            case GenericArrayType array ->
                    types.constructArrayType(resolve(array.getGenericComponentType()));
            case TypeVariable<?> variable -> resolveVariable(variable);
            default -> throw new IllegalArgumentException(type + " is of an unknown kind");
        };
    }

    JavaType[] resolveAll(Type[] generics) {
        var resolved = new JavaType[generics.length];
        for (int i = 0; i < generics.length; i++) {
            resolved[i] = resolve(generics[i]);
        }
        return resolved;
    }

    /// One that nothing is known of counts as its bound, whose own variables stay open: they may
    /// lead back to it.
    private JavaType resolveVariable(TypeVariable<?> variable) {
        JavaType bound = bindings.findBoundType(variable.getName());
        return bound != null ? bound : types.constructType(TypeFactory.rawClass(bound(variable)));
    }

    private static Type bound(TypeVariable<?> variable) {
        Type bound = variable.getBounds()[0];
        return bound instanceof TypeVariable<?> other ? bound(other) : bound;
    }

    private static Class<?> raw(ParameterizedType generic) {
        return (Class<?>) generic.getRawType();
    }
}
