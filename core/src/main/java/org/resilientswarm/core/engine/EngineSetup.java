package org.resilientswarm.core.engine;

import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.event.SwarmEvent;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.link.LinkInput;
import org.resilientswarm.core.link.Transport;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.RelayPolicy;
import org.resilientswarm.core.replication.KnownRecords;
import org.resilientswarm.core.store.RecordStore;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.time.Timers;

/// Everything that an engine needs from outside; real in a program, virtual in the simulation.
///
/// @param identity who the node is
/// @param name what it calls itself, empty for none
/// @param clock the time
/// @param timers the thread that owns the engine
/// @param transport makes the transport for a sink
/// @param routes opens routes over exchanges
/// @param store keeps the records; closed by whoever made it
/// @param known what the store has; the node begins without it when it is still being read
/// @param io runs what may block, and the application's code
/// @param random for names, ids and jitter
/// @param secureRandom for keys
/// @param events takes what happened; must not block
/// @param listen where this node's own exchange listens on this machine, or null
/// @param addresses where others reach this node's own exchange
/// @param own this node's own exchange as a client sees it, or null
/// @param exchanges the exchanges to register at
/// @param relay whether the node relays for others, and how much
public record EngineSetup(
        Identity identity,
        String name,
        Clock clock,
        Timers timers,
        Function<Consumer<LinkInput>, Transport> transport,
        RouteFactory routes,
        RecordStore store,
        CompletableFuture<KnownRecords> known,
        Executor io,
        RandomGenerator random,
        SecureRandom secureRandom,
        Consumer<SwarmEvent> events,
        @Nullable HostPort listen,
        List<HostPort> addresses,
        @Nullable URI own,
        List<URI> exchanges,
        RelayPolicy relay) {
    /// Copies the lists.
    public EngineSetup {
        addresses = List.copyOf(addresses);
        exchanges = List.copyOf(exchanges);
    }
}
