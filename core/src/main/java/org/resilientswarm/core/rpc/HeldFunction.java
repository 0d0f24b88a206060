package org.resilientswarm.core.rpc;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.RemoteFunction;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonSerializable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.jsontype.TypeSerializer;

/// A function of a peer's that is in use here. Immutable.
final class HeldFunction implements RemoteFunction, FaceProxy.Destination, JacksonSerializable {
    private final RpcSession session;
    private final HeldFunctions.Lease lease;
    private final Duration limit;

    HeldFunction(RpcSession session, HeldFunctions.Lease lease, Duration limit) {
        this.session = session;
        this.lease = lease;
        this.limit = limit;
    }

    boolean isOf(RpcSession other) {
        return session == other;
    }

    long id() {
        return lease.id;
    }

    /// The same object for everything that is made of one handing over.
    Object identity() {
        return lease;
    }

    @Override
    public PublicKey peer() {
        return session.peer();
    }

    @Override
    public <T> CompletableFuture<@Nullable T> call(Class<T> type, @Nullable Object... arguments) {
        return call(Arguments.untyped(arguments), wanted(type));
    }

    @Override
    public CompletableFuture<JsonNode> call(@Nullable Object... arguments) {
        return call(Arguments.untyped(arguments), wanted(JsonNode.class));
    }

    @Override
    public PendingCall<@Nullable Object> call(FaceMethod method, @Nullable Object[] arguments) {
        return call(new Arguments(arguments, method.parameters()), new Wanted<>(method.result()));
    }

    private <T extends @Nullable Object> PendingCall<T> call(
            Arguments arguments, Wanted<T> wanted) {
        if (lease.released) {
            var failed = new PendingCall<T>(session.runtime());
            failed.completeExceptionally(
                    new SwarmException(
                            ErrorCode.RPC_METHOD_UNKNOWN, "the function was released here"));
            return failed;
        }
        return session.call(new Target.Function(lease.id), arguments, wanted, limit);
    }

    private <T extends @Nullable Object> Wanted<T> wanted(Class<? extends @Nullable T> type) {
        return new Wanted<>(session.values().type(type));
    }

    @Override
    public <T> T as(Class<T> face) {
        return face.cast(as(session.values().type(face)));
    }

    Object as(JavaType face) {
        return FaceProxy.of(Face.function(face, session.values().types()), this);
    }

    @Override
    public RemoteFunction within(Duration newLimit) {
        return new HeldFunction(session, lease, RemoteCalls.positive(newLimit));
    }

    @Override
    public void release() {
        session.release(lease);
    }

    /// Into a call as a reference, anywhere else as a text.
    @Override
    public void serialize(JsonGenerator target, SerializationContext context) {
        if (context.getAttribute(Lender.class) instanceof Lender lender) {
            lender.write(target, this);
        } else {
            target.writeString(toString());
        }
    }

    @Override
    public void serializeWithType(
            JsonGenerator target, SerializationContext context, TypeSerializer type) {
        serialize(target, context);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HeldFunction function
                && session == function.session
                && lease.same == function.lease.same;
    }

    @Override
    public int hashCode() {
        return Objects.hash(session.peer(), lease.same);
    }

    @Override
    public String toString() {
        return "function %d of %s".formatted(lease.same, session.peer().shortText());
    }
}
