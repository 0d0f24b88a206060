package org.resilientswarm.core.api;

/// How much of a node's traffic to keep. Start from [#defaults()] and change what should differ.
///
/// @param maxEntries how many frames are kept at a time, 1 to 1,000,000
/// @param maxBytes how many of their bytes are kept at a time, at least [#MIN_BYTES]
/// @param payload whether to keep the bytes of streams too, and not only how many they are
public record CaptureOptions(int maxEntries, long maxBytes, boolean payload) {
    /// The most frames that can be kept at a time.
    public static final int MAX_ENTRIES = 1_000_000;

    /// The largest frame fits.
    public static final long MIN_BYTES = 64 * 1024;

    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException when one is out of range
    public CaptureOptions {
        if (maxEntries < 1 || maxEntries > MAX_ENTRIES) {
            throw new IllegalArgumentException(
                    maxEntries + " frames; 1 to " + MAX_ENTRIES + " can be kept");
        }
        if (maxBytes < MIN_BYTES) {
            throw new IllegalArgumentException(maxBytes + " bytes; at least " + MIN_BYTES);
        }
    }

    /// 20,000 frames and 16 MiB, without the bytes of streams.
    public static CaptureOptions defaults() {
        return new CaptureOptions(20_000, 16 * 1024 * 1024, false);
    }

    /// The same with another number of frames.
    public CaptureOptions withMaxEntries(int entries) {
        return new CaptureOptions(entries, maxBytes, payload);
    }

    /// The same with another number of bytes.
    public CaptureOptions withMaxBytes(long bytes) {
        return new CaptureOptions(maxEntries, bytes, payload);
    }

    /// The same with or without the bytes of streams.
    public CaptureOptions withPayload(boolean keep) {
        return new CaptureOptions(maxEntries, maxBytes, keep);
    }
}
