package org.resilientswarm.core.signal.swarm;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.signal.SeenSignals;
import org.resilientswarm.core.wire.HopFrame.RoutedSignal;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.Signal;

/// Decides where a signal goes next on its way through the swarm.
///
/// To the receiver, when there is a link with it; otherwise to the neighbour that told of it, whose
/// own teller is one step nearer; otherwise to some that the receiver says it has a link with, and
/// a few others in case that is out of date; and when there are none, to some neighbours, as
/// rumours spread (Demers et al., 1987). Never to the one that it came from, and once.
/// A signal that came before, is forged, has expired or has crossed its number of links goes
/// nowhere.
///
/// Pure, and owned by the `swarm-loop` thread.
public final class SwarmRoute {
    /// To so many neighbours a signal goes when nobody knows where its receiver is. When all choose
    /// freely, e^-6 of a large swarm, one in four hundred, can be expected not to hear of it; over
    /// each link it would cost as many messages as there are links.
    private static final int FAN_OUT = 6;

    private final BiPredicate<PublicKey, PublicKey> linked;
    private final RandomGenerator random;
    private final SeenSignals seen = new SeenSignals();
    private final Map<PublicKey, Allowance> allowances = new HashMap<>();

    /// @param linked whether a member says that it has a link with another
    /// @param random chooses among neighbours
    public SwarmRoute(BiPredicate<PublicKey, PublicKey> linked, RandomGenerator random) {
        this.linked = linked;
        this.random = random;
    }

    /// Where this node's own signal goes.
    ///
    /// @param via the neighbour that told of the receiver, or null
    /// @param neighbours the neighbours that are up
    public List<PublicKey> own(
            Signal signal, @Nullable PublicKey via, Collection<PublicKey> neighbours) {
        seen.add(signal);
        return next(signal, null, via, neighbours);
    }

    /// Counts a signal that a neighbour sent.
    ///
    /// @throws MalformedException `RATE_LIMITED` when it sends too many
    public void admit(PublicKey from, long nowNanos) throws MalformedException {
        allowances.computeIfAbsent(from, _ -> new Allowance(nowNanos)).take(nowNanos);
    }

    /// Counts a neighbour's signal for somebody else and says where it goes; empty when it came
    /// before.
    ///
    /// @param via the neighbour that told of the receiver, or null
    /// @throws MalformedException when it must not be passed on
    public List<PublicKey> forward(
            RoutedSignal routed,
            PublicKey from,
            @Nullable PublicKey via,
            Collection<PublicKey> neighbours,
            Instant now,
            long nowNanos)
            throws MalformedException {
        admit(from, nowNanos);
        Signal signal = routed.signal();
        if (seen.contains(signal)) {
            return List.of();
        }
        signal.verify(now);
        seen.add(signal);
        if (routed.hops() <= 0) {
            return List.of();
        }
        return next(signal, from, via, neighbours);
    }

    /// Forgets a neighbour that is gone.
    public void forget(PublicKey neighbour) {
        allowances.remove(neighbour);
    }

    private List<PublicKey> next(
            Signal signal,
            @Nullable PublicKey from,
            @Nullable PublicKey via,
            Collection<PublicKey> neighbours) {
        if (neighbours.contains(signal.to())) {
            return List.of(signal.to());
        }
        if (via != null && !via.equals(from) && neighbours.contains(via)) {
            return List.of(via);
        }
        List<PublicKey> others =
                neighbours.stream()
                        .filter(
                                neighbour ->
                                        !neighbour.equals(from) && !neighbour.equals(signal.from()))
                        .toList();
        Predicate<PublicKey> isNear = neighbour -> linked.test(signal.to(), neighbour);
        List<PublicKey> near = others.stream().filter(isNear).toList();
        if (near.isEmpty()) {
            return some(others, FAN_OUT).toList();
        }
        List<PublicKey> rest = others.stream().filter(isNear.negate()).toList();
        int half = FAN_OUT / 2;
        return Stream.concat(some(near, half), some(rest, half)).toList();
    }

    /// Others each time, so that nobody who swallows signals can do so for long.
    private Stream<PublicKey> some(List<PublicKey> neighbours, int count) {
        if (neighbours.size() <= count) {
            return neighbours.stream();
        }
        int first = random.nextInt(neighbours.size());
        return IntStream.range(first, first + count)
                .mapToObj(place -> neighbours.get(place % neighbours.size()));
    }

    /// A token bucket: so many signals at once, so many a second in the long run.
    private static final class Allowance {
        private static final double NANOS_PER_SIGNAL =
                (double) Duration.ofSeconds(1).toNanos() / Protocol.ROUTED_SIGNALS_PER_SECOND;

        private double tokens = Protocol.ROUTED_SIGNALS_BURST;
        private long filledAt;

        Allowance(long nowNanos) {
            filledAt = nowNanos;
        }

        void take(long nowNanos) throws MalformedException {
            double filled = tokens + (nowNanos - filledAt) / NANOS_PER_SIGNAL;
            tokens = Math.min(Protocol.ROUTED_SIGNALS_BURST, filled);
            filledAt = nowNanos;
            if (tokens < 1) {
                throw new MalformedException(
                        ErrorCode.RATE_LIMITED,
                        "a neighbour sends more signals than this node passes on");
            }
            tokens--;
        }
    }
}
