package org.resilientswarm.core.rpc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.MethodHandler;
import org.resilientswarm.core.api.OfferedMethods;
import org.resilientswarm.core.api.Subscription;
import org.resilientswarm.core.wire.Protocol;
import tools.jackson.databind.type.TypeFactory;

/// The methods that this node offers: the application's and the swarm's own. Safe on every thread.
final class MethodCatalogue implements OfferedMethods {
    private static final Set<String> OWN = Set.of("ping", "network", "info", "explain");

    private final TypeFactory types;
    private final Map<String, Callee> methods = new ConcurrentHashMap<>();

    MethodCatalogue(TypeFactory types) {
        this.types = types;
    }

    @Nullable Callee find(String method) {
        return methods.get(method);
    }

    @Override
    public Subscription offer(String method, MethodHandler handler) {
        requireFree(method);
        return add(Map.of(method, new Callee.Untyped(handler)));
    }

    @Override
    public <T> Subscription offer(Class<T> face, T target) {
        var added = new LinkedHashMap<String, Callee>();
        for (FaceMethod method : Face.named(face, types).accessible().methods()) {
            requireFree(method.name());
            if (added.put(method.name(), new Callee.Typed(method, target)) != null) {
                throw new IllegalArgumentException(
                        "%s has two methods that are called %s"
                                .formatted(face.getName(), method.name()));
            }
        }
        return add(added);
    }

    /// Offers one of the swarm's own methods.
    ///
    /// @param method one of those whose names applications may not use
    void offerOwn(String method, MethodHandler handler) {
        if (!OWN.contains(method)) {
            throw new IllegalArgumentException(method + " is not reserved for the swarm");
        }
        add(Map.of(method, new Callee.Untyped(handler)));
    }

    private static void requireFree(String method) {
        requireName(method);
        if (OWN.contains(method)) {
            throw new IllegalArgumentException("the method " + method + " is the swarm's own");
        }
    }

    static void requireName(String method) {
        if (method.isEmpty()
                || method.length() > Protocol.MAX_METHOD_NAME_LENGTH
                || method.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a method's name has 1 to %d characters and no control characters"
                            .formatted(Protocol.MAX_METHOD_NAME_LENGTH));
        }
    }

    /// All or none.
    private synchronized Subscription add(Map<String, Callee> added) {
        for (String method : added.keySet()) {
            if (methods.containsKey(method)) {
                throw new IllegalStateException("a method " + method + " is offered already");
            }
        }
        methods.putAll(added);
        return () -> added.forEach(methods::remove);
    }
}
