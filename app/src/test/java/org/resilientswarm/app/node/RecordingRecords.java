package org.resilientswarm.app.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.resilientswarm.core.api.RecordDetail;
import org.resilientswarm.core.api.RecordQuery;
import org.resilientswarm.core.api.Records;
import org.resilientswarm.core.api.Subscription;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmRecord;
import org.resilientswarm.core.model.SyncResult;

/// A database that records what it is asked for, and holds what the test says. One thread.
final class RecordingRecords implements Records {
    /// What was asked, each as it was written.
    final List<String> asked = new ArrayList<>();

    /// What there is, in the order of kind, name and author.
    final List<SwarmRecord> stored = new ArrayList<>();

    /// Answers the next put or delete.
    CompletableFuture<SwarmRecord> written = new CompletableFuture<>();

    /// Answers the next reconciliation.
    CompletableFuture<SyncResult> reconciled = new CompletableFuture<>();

    @Override
    public CompletableFuture<SwarmRecord> put(String kind, String name, Object value) {
        asked.add("put %s [%s] %s".formatted(kind, name, value));
        return written;
    }

    @Override
    public CompletableFuture<SwarmRecord> put(
            String kind, String name, Object value, Duration lifetime) {
        throw new UnsupportedOperationException("no command has a lifetime");
    }

    @Override
    public CompletableFuture<SwarmRecord> delete(String kind, String name) {
        asked.add("delete %s [%s]".formatted(kind, name));
        return written;
    }

    @Override
    public CompletableFuture<Optional<SwarmRecord>> get(
            PublicKey author, String kind, String name) {
        asked.add("get %s %s [%s]".formatted(author.shortText(), kind, name));
        return CompletableFuture.completedFuture(
                stored.stream()
                        .filter(it -> it.author().equals(author) && it.kind().equals(kind))
                        .filter(it -> it.name().equals(name))
                        .findFirst());
    }

    @Override
    public CompletableFuture<List<SwarmRecord>> query(RecordQuery query) {
        int begin = query.after() == null ? 0 : stored.indexOf(query.after()) + 1;
        asked.add("query %s from %d".formatted(query.kind(), begin));
        return CompletableFuture.completedFuture(
                stored.stream()
                        .skip(begin)
                        .filter(it -> query.kind() == null || it.kind().equals(query.kind()))
                        .limit(query.limit())
                        .toList());
    }

    @Override
    public CompletableFuture<Optional<RecordDetail>> detail(
            PublicKey author, String kind, String name) {
        throw new UnsupportedOperationException("no command looks at the bytes");
    }

    @Override
    public Subscription onRecord(String kind, Consumer<SwarmRecord> listener) {
        throw new UnsupportedOperationException("the session listens to events");
    }

    @Override
    public CompletableFuture<SyncResult> reconcile(PublicKey peer) {
        asked.add("reconcile " + Objects.requireNonNull(peer).shortText());
        return reconciled;
    }
}
