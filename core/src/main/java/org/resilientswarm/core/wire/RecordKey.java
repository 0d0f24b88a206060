package org.resilientswarm.core.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.resilientswarm.core.model.PublicKey;

/// What a record is found by. Ordered by kind, name and author, each as unsigned bytes, texts in
/// UTF-8.
///
/// @param author whose record it is
/// @param kind what it is about
/// @param name which one of its kind
public record RecordKey(PublicKey author, String kind, String name)
        implements Comparable<RecordKey> {
    /// Whether records of this kind are the swarm's own, which no application puts.
    public static boolean isSwarmKind(String kind) {
        return kind.equals(PeerCard.KIND) || kind.equals(NetworkReport.KIND);
    }

    @Override
    public int compareTo(RecordKey other) {
        int order = compare(kind, other.kind);
        if (order == 0) {
            order = compare(name, other.name);
        }
        return order == 0 ? author.compareTo(other.author) : order;
    }

    /// Characters beyond 16 bits would come too early in the order of strings.
    private static int compare(String one, String other) {
        return Arrays.compareUnsigned(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
