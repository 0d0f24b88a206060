package org.resilientswarm.core.rpc;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.Protocol;

/// The functions of this side that a peer may call, for one session. Safe on every thread.
///
/// Each handing over has a number of its own, so that taking one back, or the peer's release of it,
/// never touches another, whatever overtakes what. Those of the same function share its first
/// number, by which the peer knows them to be equal.
final class LentFunctions {
    /// One handing over.
    record Lent(long id, long same, Object function, Callee callee) {}

    /// How often a function is lent, and its first number.
    private static final class Loan {
        final long first;
        int times;

        Loan(long first) {
            this.first = first;
        }
    }

    private final AtomicLong numbers;
    private final Map<Long, Lent> byId = new HashMap<>();
    private final IdentityHashMap<Object, Loan> loans = new IdentityHashMap<>();
    private boolean ended;

    /// @param numbers those of all sessions, so that a number from an ended one leads nowhere
    LentFunctions(AtomicLong numbers) {
        this.numbers = numbers;
    }

    /// @throws SwarmException `LIMIT_REACHED` when the peer holds too many
    synchronized Lent lend(Object function, Callee callee) {
        if (ended) {
            throw Failures.sessionLost();
        }
        if (byId.size() >= Protocol.MAX_RPC_FUNCTIONS) {
            throw new SwarmException(
                    ErrorCode.LIMIT_REACHED,
                    "the peer holds %d functions of this node and has released none of them"
                            .formatted(byId.size()));
        }
        long id = numbers.incrementAndGet();
        Loan loan = loans.computeIfAbsent(function, _ -> new Loan(id));
        loan.times++;
        var lent = new Lent(id, loan.first, function, callee);
        byId.put(id, lent);
        return lent;
    }

    synchronized @Nullable Lent get(long id) {
        return byId.get(id);
    }

    @Nullable Callee callee(long id) {
        Lent lent = get(id);
        return lent == null ? null : lent.callee();
    }

    synchronized void release(long id) {
        Lent lent = byId.remove(id);
        if (lent != null) {
            Loan loan = loans.get(lent.function());
            if (loan != null && --loan.times == 0) {
                loans.remove(lent.function());
            }
        }
    }

    /// The session is over.
    synchronized void end() {
        ended = true;
        byId.clear();
        loans.clear();
    }

    synchronized int count() {
        return byId.size();
    }
}
