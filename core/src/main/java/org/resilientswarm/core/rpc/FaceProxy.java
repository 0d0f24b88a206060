package org.resilientswarm.core.rpc;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;

/// Lets calls of an interface's methods run at a peer. Safe on every thread.
final class FaceProxy implements InvocationHandler {
    /// Where the calls go. Equal when they go to the same place.
    interface Destination {
        PendingCall<@Nullable Object> call(FaceMethod method, @Nullable Object[] arguments);
    }

    private static final @Nullable Object[] NO_ARGUMENTS = {};

    private final Face face;
    private final Destination destination;

    private FaceProxy(Face face, Destination destination) {
        this.face = face;
        this.destination = destination;
    }

    /// @throws IllegalArgumentException when the interface cannot be accessed
    static Object of(Face face, Destination destination) {
        Class<?> type = face.type();
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new FaceProxy(face, destination));
    }

    /// The peer's function that an object leads to, or null when it is no such object.
    static @Nullable HeldFunction functionOf(Object object) {
        if (object instanceof HeldFunction function) {
            return function;
        }
        return Proxy.isProxyClass(object.getClass())
                        && Proxy.getInvocationHandler(object) instanceof FaceProxy proxy
                        && proxy.destination instanceof HeldFunction function
                ? function
                : null;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given)
            throws Throwable {
        @Nullable Object[] arguments = given == null ? NO_ARGUMENTS : given;
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(method, arguments);
        }
        if (method.isDefault()) {
            return here(proxy, method, arguments);
        }
        if (!Modifier.isAbstract(method.getModifiers())) {
            throw new IllegalArgumentException(method + " cannot be called");
        }
        FaceMethod called = face.method(method);
        PendingCall<@Nullable Object> pending = destination.call(called, arguments);
        return called.async() ? pending : awaited(pending);
    }

    private static @Nullable Object awaited(PendingCall<@Nullable Object> pending) {
        try {
            return pending.get();
        } catch (InterruptedException _) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw new SwarmException(
                    ErrorCode.RPC_CANCELLED, "the thread that called was interrupted");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case SwarmException why ->
                        throw new SwarmException(why.code(), why.getMessage(), why);
                case Error broken -> throw broken;
                case null, default ->
                        throw new SwarmException(
                                ErrorCode.INTERNAL, "the call failed: " + e.getMessage(), e);
            }
        }
    }

    /// The interface may be one that only the code next to it can see; where its package is open to
    /// this module its default methods work all the same.
    private static @Nullable Object here(Object proxy, Method method, @Nullable Object[] arguments)
            throws Throwable {
        Class<?> home = method.getDeclaringClass();
        if (!Face.class.getModule().canRead(home.getModule())) {
            Face.class.getModule().addReads(home.getModule());
        }
        if (home.getModule().isOpen(home.getPackageName(), Face.class.getModule())) {
            return MethodHandles.privateLookupIn(home, MethodHandles.lookup())
                    .unreflectSpecial(method, home)
                    .bindTo(proxy)
                    .invokeWithArguments(arguments);
        }
        return InvocationHandler.invokeDefault(proxy, method, arguments);
    }

    private Object ofObject(Method method, @Nullable Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> isEqual(arguments[0]);
            case "hashCode" -> 31 * face.type().hashCode() + destination.hashCode();
            default -> face.type().getSimpleName() + " at " + destination;
        };
    }

    private boolean isEqual(@Nullable Object other) {
        return other != null
                && Proxy.isProxyClass(other.getClass())
                && Proxy.getInvocationHandler(other) instanceof FaceProxy proxy
                && proxy.face.type() == face.type()
                && proxy.destination.equals(destination);
    }
}
