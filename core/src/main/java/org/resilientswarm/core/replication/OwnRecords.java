package org.resilientswarm.core.replication;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.RecordKey;
import org.resilientswarm.core.wire.RecordSummary;
import org.resilientswarm.core.wire.SessionCodec;
import org.resilientswarm.core.wire.SignedRecord;

/// The records that this node makes, and those that somebody else makes in its name.
final class OwnRecords {
    /// How often the user is told that the identity is in use elsewhere.
    static final Duration WARNING_PAUSE = Duration.ofMinutes(5);

    private final Identity identity;
    private final PublicKey self;
    private final RecordBook book;
    private final Surroundings around;
    private final long bornMillis;
    private long warnAgainAt = Long.MIN_VALUE;

    OwnRecords(Identity identity, RecordBook book, Surroundings around) {
        this.identity = identity;
        this.self = identity.publicKey();
        this.book = book;
        this.around = around;
        this.bornMillis = now();
    }

    PutResult put(String kind, String name, byte[] body, @Nullable Instant expires) {
        PutResult.Refused misshapen = misshapen(kind, name, body, expires);
        if (misshapen != null) {
            return misshapen;
        }
        long until = expires == null ? 0 : expires.toEpochMilli();
        return make(new RecordKey(self, kind, name), until, false, body);
    }

    PutResult delete(String kind, String name) {
        var key = new RecordKey(self, kind, name);
        Entry current = book.current(key);
        if (current == null || current.deleted) {
            return new PutResult.Needless();
        }
        long until = now() + Protocol.TOMBSTONE_LIFETIME.toMillis();
        return make(key, until, true, new byte[0]);
    }

    private PutResult.@Nullable Refused misshapen(
            String kind, String name, byte[] body, @Nullable Instant expires) {
        String wrong = null;
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        if (!SessionCodec.isStreamType(kind)) {
            wrong = "The kind of a record is 1 to 64 printable ASCII characters without spaces.";
        } else if (utf8.length > Protocol.MAX_RECORD_NAME_BYTES) {
            wrong = "The name of a record is at most 256 bytes long; shorten it.";
        } else if (!new String(utf8, StandardCharsets.UTF_8).equals(name)) {
            wrong = "The name of a record has half a character, which cannot be sent; remove it.";
        } else if (body.length > Protocol.MAX_RECORD_BODY_BYTES) {
            wrong = "The body has " + body.length + " bytes; 65,536 are allowed. Use a stream.";
        } else if (expires != null && expires.toEpochMilli() <= now()) {
            return new PutResult.Refused(
                    ErrorCode.RECORD_EXPIRED,
                    "The record expires in the past; choose a later time.");
        }
        return wrong == null ? null : new PutResult.Refused(ErrorCode.RECORD_MALFORMED, wrong);
    }

    private PutResult make(RecordKey key, long expires, boolean deleted, byte[] body) {
        SignedRecord record =
                SignedRecord.sign(identity, key, nextSequence(key), now(), expires, deleted, body);
        RecordSummary summary = RecordSummary.of(record);
        ErrorCode code = book.judge(summary, now());
        if (code != null) {
            return new PutResult.Refused(code, refusal(code));
        }
        List<Reservation> reserved = List.of(book.reserve(summary));
        var arrival = new Arrival(null, List.of(record), reserved, 0);
        around.host().store(arrival);
        return new PutResult.UnderWay(arrival);
    }

    /// Rises also for a node that has lost what it knew, as long as its clock is right, and stays
    /// below 2^53 for more than two centuries, so that JSON can hold it.
    private long nextSequence(RecordKey key) {
        Instant now = around.clock().now();
        long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
        Entry current = book.current(key);
        return current == null ? micros : Math.max(current.sequence + 1, micros);
    }

    private static String refusal(ErrorCode code) {
        return switch (code) {
            case RECORD_QUOTA ->
                    "A node puts at most 990 records and 3.75 MiB. Delete some, or let them expire;"
                            + " a deleted one still counts for three days.";
            case RECORDS_FULL -> "The swarm has more records than a node keeps. Try again later.";
            default -> "The record cannot be made: " + code + ". Check the clock of this machine.";
        };
    }

    /// Looks at a record that came and is to be taken. One of this node's own that is newer than
    /// this life was made by somebody else who has its key.
    void notice(SignedRecord record) {
        long nanos = around.clock().nanos();
        boolean elsewhere = record.key().author().equals(self) && record.created() > bornMillis;
        if (elsewhere && nanos >= warnAgainAt) {
            warnAgainAt = nanos + WARNING_PAUSE.toNanos();
            around.host()
                    .warn(
                            ErrorCode.IDENTITY_ELSEWHERE,
                            "Another running node uses this node's key and changes its records."
                                    + " Give each machine a key of its own.");
        }
    }

    private long now() {
        return around.clock().now().toEpochMilli();
    }
}
