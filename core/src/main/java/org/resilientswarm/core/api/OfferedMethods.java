package org.resilientswarm.core.api;

/// The methods that this node offers to all its peers.
///
/// ```java
/// swarm.methods().offer(Library.class, new ShelfLibrary());
/// swarm.methods().offer("greet", call -> "Hello " + call.argument(0, String.class));
/// ```
///
/// Every call runs on a virtual thread of its own, so a method may block; it is interrupted when
/// the caller gives up or is gone. Calls run at once, up to 512 for each peer; further ones wait in
/// the order in which they came. What a method throws goes to the caller as a code and a sentence,
/// never with a stack trace.
///
/// Safe on every thread.
public interface OfferedMethods {
    /// Offers one method.
    ///
    /// @param method 1 to 128 characters without control characters; `ping`, `network` and `info`
    ///     are the swarm's own
    /// @param handler is called for every call
    /// @return takes the method back when closed; calls that are under way go on
    /// @throws IllegalArgumentException when the name is none or the swarm's own
    /// @throws IllegalStateException when a method of that name is offered already
    Subscription offer(String method, MethodHandler handler);

    /// Offers all abstract methods of an interface, those that it inherits included, by the names
    /// that [MethodName] describes.
    ///
    /// Arguments are read into the types of the methods' parameters; types that the caller names
    /// play no part. A parameter whose type is a functional interface gets a function that runs at
    /// the caller. A method may return a `CompletableFuture`: its value is the result. Who calls is
    /// told by [MethodCall#current].
    ///
    /// The interface must be public in a package that is exported or open to
    /// `org.resilientswarm.core`, and records must be open or exported to `tools.jackson.databind`;
    /// without modules any will do.
    ///
    /// @param face the interface
    /// @param target runs the calls
    /// @return takes them all back when closed; calls that are under way go on
    /// @throws IllegalArgumentException when it is no interface, has two abstract methods of one
    ///     name, cannot be accessed, or when a name is the swarm's own
    /// @throws IllegalStateException when a method of one of the names is offered already; none is
    ///     offered then
    <T> Subscription offer(Class<T> face, T target);
}
