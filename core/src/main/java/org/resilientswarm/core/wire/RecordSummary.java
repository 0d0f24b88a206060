package org.resilientswarm.core.wire;

/// What is kept in memory of a stored record: all but body and signature.
///
/// @param key author, kind and name
/// @param sequence which version
/// @param created in milliseconds since 1970
/// @param expires in milliseconds since 1970, 0 for never
/// @param deleted whether it was deleted
/// @param length the bytes of the encoded record
/// @param id names the version
public record RecordSummary(
        RecordKey key,
        long sequence,
        long created,
        long expires,
        boolean deleted,
        int length,
        RecordId id) {
    /// Of a record.
    public static RecordSummary of(SignedRecord record) {
        return new RecordSummary(
                record.key(),
                record.sequence(),
                record.created(),
                record.expires(),
                record.deleted(),
                record.length(),
                record.id());
    }
}
