package org.resilientswarm.core.rpc;

import java.util.ArrayList;
import java.util.List;
import org.resilientswarm.core.api.MethodHandler;
import org.resilientswarm.core.wire.Protocol;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.dataformat.cbor.CBORGenerator;

/// Writes the functions of one message as references, and takes them all back when the message
/// comes to nothing.
final class Lender {
    private final RpcSession session;
    private final List<Long> lent = new ArrayList<>();

    Lender(RpcSession session) {
        this.session = session;
    }

    /// The lender of the message that is being written.
    static Lender of(SerializationContext context) {
        if (context.getAttribute(Lender.class) instanceof Lender lender) {
            return lender;
        }
        throw new IllegalStateException("a function can only be written into a call");
    }

    /// Writes any function that stands where a functional interface is declared.
    void write(JsonGenerator target, Object function, JavaType face) {
        HeldFunction held = FaceProxy.functionOf(function);
        if (held != null && held.isOf(session)) {
            write(target, held);
        } else if (function instanceof MethodHandler handler) {
            lend(target, function, new Callee.Untyped(handler));
        } else {
            FaceMethod method = Face.function(face, session.values().types()).accessible().only();
            lend(target, function, new Callee.Typed(method, function));
        }
    }

    /// Writes a function that is a peer's: the receiver's own one goes home, another peer's is
    /// called through this node.
    void write(JsonGenerator target, HeldFunction function) {
        if (function.isOf(session)) {
            reference(target, FunctionReference.OURS, function.id());
        } else {
            MethodHandler through = call -> function.call(call.arguments().toArray());
            lend(target, function.identity(), new Callee.Untyped(through));
        }
    }

    private void lend(JsonGenerator target, Object function, Callee callee) {
        LentFunctions.Lent entry = session.lent().lend(function, callee);
        lent.add(entry.id());
        reference(target, FunctionReference.THEIRS, entry.id(), entry.same());
    }

    private static void reference(JsonGenerator target, long... numbers) {
        if (!(target instanceof CBORGenerator cbor)) {
            throw new IllegalStateException("a function can only be written into a call");
        }
        cbor.writeTag(Protocol.RPC_FUNCTION_TAG);
        cbor.writeArray(numbers, 0, numbers.length);
    }

    /// The message has come to nothing: nobody may call what it handed over.
    void withdraw() {
        lent.forEach(session.lent()::release);
    }
}
