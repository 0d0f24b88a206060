package org.resilientswarm.core.model;

import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What is in a database file.
///
/// @param records how many there are, deleted ones included
/// @param deleted how many of them their author has deleted
/// @param kinds how many there are of each kind
/// @param authors how many authors there are
/// @param bytes of all records as they travel
/// @param fileBytes of the file and its log on disk
/// @param oldest when the oldest one was created; null when there are none
/// @param newest when the newest one was created; null when there are none
/// @param schemaVersion the version of the file's tables
/// @param integrity `ok`, or the first thing that is wrong with the file
public record RecordFileStats(
        long records,
        long deleted,
        SortedMap<String, Long> kinds,
        long authors,
        long bytes,
        long fileBytes,
        @Nullable Instant oldest,
        @Nullable Instant newest,
        int schemaVersion,
        String integrity) {}
