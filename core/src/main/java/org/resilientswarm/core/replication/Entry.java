package org.resilientswarm.core.replication;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.RecordId;
import org.resilientswarm.core.wire.RecordKey;
import org.resilientswarm.core.wire.RecordSummary;

/// One version in the book. There may be half a million: id and name stand in it without objects of
/// their own.
final class Entry {
    /// Where it stands, or stood last.
    AuthorShelf author;

    final String kind;
    final byte[] name;
    final long sequence;
    final long created;
    final long expires;
    final int length;
    final boolean deleted;
    private final long a;
    private final long b;
    private final long c;
    private final long d;

    /// The place in the heap of [Expiries], below 0 when it is not in it.
    int place = -1;

    /// @param kind shared by all entries of the kind
    Entry(AuthorShelf author, String kind, RecordSummary summary) {
        this.author = author;
        this.kind = kind;
        this.name = summary.key().name().getBytes(StandardCharsets.UTF_8);
        this.sequence = summary.sequence();
        this.created = summary.created();
        this.expires = expiry(summary);
        this.length = summary.length();
        this.deleted = summary.deleted();
        RecordId id = summary.id();
        this.a = id.a();
        this.b = id.b();
        this.c = id.c();
        this.d = id.d();
    }

    /// When a version is forgotten everywhere, 0 for never. That of a deleted record does not stay
    /// longer than it is of use, whatever its author says.
    static long expiry(RecordSummary summary) {
        if (!summary.deleted()) {
            return summary.expires();
        }
        long forgotten = summary.created() + Protocol.TOMBSTONE_LIFETIME.toMillis();
        return Math.min(summary.expires(), forgotten);
    }

    RecordId id() {
        return new RecordId(a, b, c, d);
    }

    boolean hasId(RecordId id) {
        return a == id.a() && b == id.b() && c == id.c() && d == id.d();
    }

    boolean isNamed(String otherKind, byte[] otherName) {
        return kind.equals(otherKind) && Arrays.equals(name, otherName);
    }

    /// Whether this version counts and the other one of the same record does not. Every node says
    /// the same, whichever came first.
    boolean outdates(RecordSummary other) {
        return other.sequence() == sequence
                ? other.id().compareTo(id()) <= 0
                : other.sequence() < sequence;
    }

    RecordKey key() {
        return new RecordKey(author.key, kind, new String(name, StandardCharsets.UTF_8));
    }

    RecordSummary summary() {
        return new RecordSummary(key(), sequence, created, expires, deleted, length, id());
    }
}
