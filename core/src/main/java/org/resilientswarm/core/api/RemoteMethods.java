package org.resilientswarm.core.api;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The methods that a peer offers, to be called from here.
///
/// The best way is an interface that both programs know:
///
/// ```java
/// public interface Library {
///     List<Book> search(String words);
///     CompletableFuture<Book> fetch(String isbn, Consumer<Integer> percentDone);
/// }
///
/// Library library = peer.methods().as(Library.class);
/// List<Book> found = library.search("swarm intelligence");
/// ```
///
/// Arguments and results are values: numbers, texts, truth values, byte arrays, lists, maps,
/// records, `JsonNode`; and functions. An argument whose type is a functional interface travels as
/// a reference: calling it over there runs it here. A function lives until the far side has no use
/// for it any more, or until the session ends; one that was handed over with a call that failed is
/// withdrawn at once.
///
/// Every failure is a [SwarmException]:
///
/// | code | when |
/// |---|---|
/// | `RPC_METHOD_UNKNOWN` | the peer offers no such method, or has dropped the function |
/// | `RPC_ARGUMENTS_WRONG` | the arguments are not what the method takes, or cannot be sent |
/// | `RPC_FAILED` | the method threw; a `SwarmException` that it threw keeps its own code |
/// | `RPC_TIMED_OUT` | no answer came in time |
/// | `RPC_CANCELLED` | this thread was interrupted, or the far side gave the call up |
/// | `SESSION_LOST` | the session ended before the answer came |
/// | `LIMIT_REACHED` | arguments, result or number of calls are beyond a limit |
/// | `MESSAGE_MALFORMED` | the answer is none, or not of the type that was asked for |
///
/// Immutable and safe on every thread. docs/rpc.md has the whole story.
public interface RemoteMethods {
    /// An object of the interface whose methods run at the peer.
    ///
    /// A method that returns a `CompletableFuture` (or one of its supertypes) returns at once;
    /// cancelling that future ends the method over there, too. Every other method, also one that
    /// returns nothing, blocks until the peer has answered: errors are heard of and the order is
    /// kept. Interrupting the thread cancels the call. Default methods run here, and so do
    /// `equals`, `hashCode` and `toString`.
    ///
    /// A method is called by the name that [MethodName] describes. The interface must be public in
    /// a package that is exported or open to `org.resilientswarm.core`; without modules any will
    /// do.
    ///
    /// @throws IllegalArgumentException when it is no interface, has two abstract methods of one
    ///     name, or cannot be accessed
    <T> T as(Class<T> face);

    /// Calls a method by its name.
    ///
    /// @param type what the result shall be; `Void.class` when it does not matter
    /// @param method the method's name
    /// @param arguments values and functions; what a function is called with are plain values
    ///     (texts, numbers, lists, maps), unless it is a [MethodHandler]
    /// @return the result, which is null when the method returned null or nothing. Fails with a
    ///     [SwarmException]. Completed in any other way, as by `cancel` or `orTimeout`, it cancels
    ///     the call
    <T> CompletableFuture<@Nullable T> call(
            Class<T> type, String method, @Nullable Object... arguments);

    /// Calls a method by its name for whatever it returns.
    ///
    /// @param method the method's name
    /// @param arguments as above
    /// @return the result, a null node when the method returned null or nothing; as above
    CompletableFuture<JsonNode> call(String method, @Nullable Object... arguments);

    /// Calls a method with arguments as they are written in JSON, as the command line does.
    ///
    /// @param method the method's name
    /// @param json an array holds all arguments; anything else is the only one
    /// @return the result; as above
    CompletableFuture<JsonNode> callWithJson(String method, JsonNode json);

    /// The same methods with another time limit. It counts from the call to its answer, waiting for
    /// other calls included, and is 30 seconds unless set.
    ///
    /// @param limit more than zero
    RemoteMethods within(Duration limit);
}
