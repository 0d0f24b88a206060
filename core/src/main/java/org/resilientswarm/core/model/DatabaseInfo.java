package org.resilientswarm.core.model;

import java.util.List;
import java.util.Map;

/// The replicated database at one moment.
///
/// @param reading whether what was stored is still being read, right after the start: with 100,000
///     records that takes most of a second. All other figures are 0 until then
/// @param records how many there are, deleted ones included
/// @param bytes of all records as they travel
/// @param kinds how many there are of each kind, deleted ones included
/// @param neighbours how records are shared with each neighbour
public record DatabaseInfo(
        boolean reading,
        int records,
        long bytes,
        Map<String, Integer> kinds,
        List<SyncInfo> neighbours) {
    /// Copies the collections.
    public DatabaseInfo {
        kinds = Map.copyOf(kinds);
        neighbours = List.copyOf(neighbours);
    }
}
