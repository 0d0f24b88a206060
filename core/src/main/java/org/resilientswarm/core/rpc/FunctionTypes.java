package org.resilientswarm.core.rpc;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which Java types travel as references to functions, and which as values.
final class FunctionTypes {
    private static final ClassValue<Boolean> FUNCTIONS =
            new ClassValue<>() {
                @Override
                protected Boolean computeValue(Class<?> type) {
                    return examine(type);
                }
            };

    private FunctionTypes() {}

    /// Whether a declared type is a function: an interface with one abstract method. Of the JDK's
    /// interfaces only those count that say so (and `AutoCloseable`): `Comparable` and `Iterable`
    /// are properties of values.
    static boolean isFunction(Class<?> declared) {
        return FUNCTIONS.get(declared);
    }

    private static boolean examine(Class<?> type) {
        return type.isInterface()
                && !type.isAnnotation()
                && !type.isSealed()
                && (!isJdk(type) || saysSo(type))
                && !Iterable.class.isAssignableFrom(type)
                && abstractMethods(type).size() == 1;
    }

    private static boolean saysSo(Class<?> type) {
        return type.isAnnotationPresent(FunctionalInterface.class)
                || AutoCloseable.class.isAssignableFrom(type);
    }

    private static boolean isJdk(Class<?> type) {
        return type.getName().startsWith("java.") || type.getName().startsWith("javax.");
    }

    /// The functional interface of an object whose declared type says nothing, or null when it is a
    /// value.
    ///
    /// @throws IllegalArgumentException when there are several
    static @Nullable Class<?> ofObject(Class<?> type) {
        boolean value =
                type.isRecord()
                        || type.isEnum()
                        || type.isArray()
                        || (isJdk(type) && !type.isHidden() && !Proxy.isProxyClass(type));
        if (value) {
            return null;
        }
        List<Class<?>> faces = mostSpecific(functionsOf(type));
        if (faces.size() > 1) {
            throw new IllegalArgumentException(
                    type.getName() + " is several functions: " + faces + "; hand over one of them");
        }
        return faces.isEmpty() ? null : faces.getFirst();
    }

    /// A named class counts as a function only when its interface says so: it may be a value that
    /// happens to have an interface with one method.
    private static Set<Class<?>> functionsOf(Class<?> type) {
        boolean madeForIt = type.isHidden() || type.isAnonymousClass() || Proxy.isProxyClass(type);
        var found = new LinkedHashSet<Class<?>>();
        for (Class<?> face : allInterfaces(type, new LinkedHashSet<>())) {
            if (isFunction(face) && (madeForIt || saysSo(face))) {
                found.add(face);
            }
        }
        return found;
    }

    private static Set<Class<?>> allInterfaces(Class<?> type, Set<Class<?>> into) {
        for (Class<?> face : type.getInterfaces()) {
            into.add(face);
            allInterfaces(face, into);
        }
        Class<?> parent = type.getSuperclass();
        return parent == null ? into : allInterfaces(parent, into);
    }

    private static List<Class<?>> mostSpecific(Set<Class<?>> faces) {
        return faces.stream()
                .filter(
                        face ->
                                faces.stream()
                                        .noneMatch(
                                                other ->
                                                        other != face
                                                                && face.isAssignableFrom(other)))
                .<Class<?>>map(face -> face)
                .toList();
    }

    /// The abstract methods of an interface, those that it inherits included, but for those that
    /// every object has. Of methods that override each other the one with the narrowest result.
    static List<Method> abstractMethods(Class<?> face) {
        var found = new ArrayList<Method>();
        for (Method method : face.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers()) && !isOfObject(method)) {
                add(found, method);
            }
        }
        return found;
    }

    private static void add(List<Method> found, Method method) {
        for (int i = 0; i < found.size(); i++) {
            Method other = found.get(i);
            if (sameSignature(other, method.getName(), method.getParameterTypes())) {
                if (other.getReturnType().isAssignableFrom(method.getReturnType())) {
                    found.set(i, method);
                }
                return;
            }
        }
        found.add(method);
    }

    private static boolean isOfObject(Method method) {
        for (Method own : Object.class.getMethods()) {
            if (sameSignature(own, method.getName(), method.getParameterTypes())) {
                return true;
            }
        }
        return false;
    }

    private static boolean sameSignature(Method method, String name, Class<?>[] parameters) {
        return method.getName().equals(name)
                && List.of(method.getParameterTypes()).equals(List.of(parameters));
    }
}
