package org.resilientswarm.core.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.RecordDetail;
import org.resilientswarm.core.api.RecordQuery;
import org.resilientswarm.core.api.Records;
import org.resilientswarm.core.api.Subscription;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.event.RecordEvent;
import org.resilientswarm.core.event.SwarmEvent;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmRecord;
import org.resilientswarm.core.model.SyncResult;
import org.resilientswarm.core.store.RecordStore;
import org.resilientswarm.core.store.RecordStore.Stored;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.RecordBody;
import org.resilientswarm.core.wire.RecordKey;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The database as the application sees it: writing goes through the engine, reading straight to
/// the store. Safe on every thread.
final class EngineRecords implements Records {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Duration SHORTEST_LIFETIME = Duration.ofSeconds(1);

    /// What lives longer shall live for good: not every time can be written in milliseconds.
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(365_000);

    /// Completes what the engine or the store has answered where the application may hear of it.
    interface Answers {
        <T, R> CompletableFuture<R> answer(CompletableFuture<T> result, Function<T, R> picture);
    }

    private final Engine engine;
    private final RecordStore store;
    private final Clock clock;
    private final Function<Consumer<SwarmEvent>, Subscription> events;
    private final Answers answers;

    EngineRecords(
            Engine engine,
            RecordStore store,
            Clock clock,
            Function<Consumer<SwarmEvent>, Subscription> events,
            Answers answers) {
        this.engine = engine;
        this.store = store;
        this.clock = clock;
        this.events = events;
        this.answers = answers;
    }

    @Override
    public CompletableFuture<SwarmRecord> put(String kind, String name, Object value) {
        return write(kind, name, value, null);
    }

    @Override
    public CompletableFuture<SwarmRecord> put(
            String kind, String name, Object value, Duration lifetime) {
        if (lifetime.compareTo(SHORTEST_LIFETIME) < 0) {
            throw new IllegalArgumentException("a record lives for a second at least");
        }
        if (lifetime.compareTo(LONGEST_LIFETIME) > 0) {
            throw new IllegalArgumentException(
                    "a record lives for 1,000 years at most; leave its lifetime out");
        }
        return write(kind, name, value, clock.now().plus(lifetime));
    }

    private CompletableFuture<SwarmRecord> write(
            String kind, String name, Object value, @Nullable Instant expires) {
        var done = new CompletableFuture<SwarmRecord>();
        try {
            requireApplications(kind);
            byte[] body = RecordBody.write(MAPPER.<JsonNode>valueToTree(value));
            engine.put(kind, name, body, expires, done);
        } catch (MalformedException e) {
            done.completeExceptionally(new SwarmException(e.code(), e.reason(), e));
        } catch (JacksonException e) {
            done.completeExceptionally(
                    new SwarmException(
                            ErrorCode.RECORD_MALFORMED,
                            "the value cannot be written: " + e.getOriginalMessage(),
                            e));
        } catch (StackOverflowError e) {
            done.completeExceptionally(
                    new SwarmException(
                            ErrorCode.RECORD_MALFORMED,
                            "the value cannot be written: it contains itself",
                            e));
        } catch (SwarmException e) {
            done.completeExceptionally(e);
        }
        return answers.answer(done, Function.identity());
    }

    private static void requireApplications(String kind) {
        if (RecordKey.isSwarmKind(kind)) {
            throw new SwarmException(
                    ErrorCode.RECORD_MALFORMED,
                    "records of the kind '" + kind + "' are the swarm's own: choose another");
        }
    }

    @Override
    public CompletableFuture<SwarmRecord> delete(String kind, String name) {
        var done = new CompletableFuture<SwarmRecord>();
        try {
            requireApplications(kind);
            engine.delete(kind, name, done);
        } catch (SwarmException e) {
            done.completeExceptionally(e);
        }
        return answers.answer(done, Function.identity());
    }

    @Override
    public CompletableFuture<Optional<SwarmRecord>> get(
            PublicKey author, String kind, String name) {
        return answers.answer(
                store.get(new RecordKey(author, kind, name)),
                found -> found.filter(this::isLive).map(it -> RecordOffice.view(it.record())));
    }

    private boolean isLive(Stored stored) {
        long expires = stored.record().expires();
        boolean expired = expires != 0 && expires <= clock.now().toEpochMilli();
        return !stored.record().deleted() && !expired;
    }

    @Override
    public CompletableFuture<List<SwarmRecord>> query(RecordQuery query) {
        SwarmRecord last = query.after();
        RecordKey after =
                last == null ? null : new RecordKey(last.author(), last.kind(), last.name());
        return answers.answer(page(query, after, new ArrayList<>()), Function.identity());
    }

    /// Pages until there are as many as wanted: what is deleted takes room in them.
    private CompletableFuture<List<SwarmRecord>> page(
            RecordQuery query, @Nullable RecordKey after, List<SwarmRecord> found) {
        int missing = query.limit() - found.size();
        return store.query(query.kind(), query.author(), after, missing)
                .thenCompose(
                        stored -> {
                            for (Stored one : stored) {
                                if (query.deleted() || isLive(one)) {
                                    found.add(RecordOffice.view(one.record()));
                                }
                            }
                            boolean over = stored.size() < missing || found.size() == query.limit();
                            return over
                                    ? CompletableFuture.completedFuture(List.copyOf(found))
                                    : page(query, stored.getLast().record().key(), found);
                        });
    }

    @Override
    public CompletableFuture<Optional<RecordDetail>> detail(
            PublicKey author, String kind, String name) {
        return answers.answer(
                store.get(new RecordKey(author, kind, name)),
                found -> found.map(EngineRecords::detail));
    }

    private static RecordDetail detail(Stored stored) {
        return new RecordDetail(
                RecordOffice.view(stored.record()),
                stored.from(),
                stored.received(),
                stored.record().encode(),
                stored.record().verified());
    }

    @Override
    public Subscription onRecord(String kind, Consumer<SwarmRecord> listener) {
        return events.apply(
                event -> {
                    if (event instanceof RecordEvent.RecordAccepted accepted
                            && accepted.record().kind().equals(kind)) {
                        listener.accept(accepted.record());
                    }
                });
    }

    @Override
    public CompletableFuture<SyncResult> reconcile(PublicKey peer) {
        var done = new CompletableFuture<SyncResult>();
        engine.reconcile(peer, done);
        return answers.answer(done, Function.identity());
    }
}
