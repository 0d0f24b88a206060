package org.resilientswarm.core.rpc;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.RemoteMethods;
import org.resilientswarm.core.model.PublicKey;
import tools.jackson.databind.JsonNode;

/// The methods of a peer, in whatever session there is with it. Immutable.
final class RemoteCalls implements RemoteMethods, FaceProxy.Destination {
    private final RpcService service;
    private final PublicKey peer;
    private final Duration limit;

    RemoteCalls(RpcService service, PublicKey peer, Duration limit) {
        this.service = service;
        this.peer = peer;
        this.limit = limit;
    }

    @Override
    public <T> T as(Class<T> face) {
        return face.cast(FaceProxy.of(Face.named(face, service.values().types()), this));
    }

    @Override
    public PendingCall<@Nullable Object> call(FaceMethod method, @Nullable Object[] arguments) {
        return call(
                method.name(),
                new Arguments(arguments, method.parameters()),
                new Wanted<>(method.result()));
    }

    @Override
    public <T> CompletableFuture<@Nullable T> call(
            Class<T> type, String method, @Nullable Object... arguments) {
        return call(method, Arguments.untyped(arguments), wanted(type));
    }

    @Override
    public CompletableFuture<JsonNode> call(String method, @Nullable Object... arguments) {
        return call(method, Arguments.untyped(arguments), wanted(JsonNode.class));
    }

    @Override
    public CompletableFuture<JsonNode> callWithJson(String method, JsonNode json) {
        List<JsonNode> arguments = json.isArray() ? List.copyOf(json.values()) : List.of(json);
        return call(method, arguments.toArray());
    }

    private <T extends @Nullable Object> PendingCall<T> call(
            String method, Arguments arguments, Wanted<T> wanted) {
        MethodCatalogue.requireName(method);
        return service.session(peer).call(new Target.Method(method), arguments, wanted, limit);
    }

    private <T extends @Nullable Object> Wanted<T> wanted(Class<? extends @Nullable T> type) {
        return new Wanted<>(service.values().type(type));
    }

    @Override
    public RemoteMethods within(Duration newLimit) {
        return new RemoteCalls(service, peer, positive(newLimit));
    }

    static Duration positive(Duration limit) {
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("a time limit of " + limit);
        }
        return limit;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RemoteCalls calls
                && service == calls.service
                && peer.equals(calls.peer);
    }

    @Override
    public int hashCode() {
        return peer.hashCode();
    }

    @Override
    public String toString() {
        return peer.shortText();
    }
}
