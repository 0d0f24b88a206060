package org.resilientswarm.ui.bridge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.TrafficCapture;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.TrafficEntry;
import org.resilientswarm.core.model.TrafficField;
import org.resilientswarm.core.model.TrafficKind;
import org.resilientswarm.core.model.TrafficLayer;

/// Frames that a test makes up.
public final class MemoryCapture implements TrafficCapture {
    private static final Instant NOON = MemorySwarm.NOON;

    private final List<TrafficEntry> entries = new ArrayList<>();
    private long dropped;
    private boolean payload;
    private boolean closed;

    /// A frame of eight bytes on a link.
    public synchronized TrafficEntry hop(boolean outbound, int peer, TrafficKind kind) {
        return add(entry(outbound, MemorySwarm.key(peer), kind, null, 8, "probe " + next()));
    }

    /// A frame of a stream.
    public synchronized TrafficEntry data(
            boolean outbound, int peer, String type, int length, String info) {
        var stream = new TrafficEntry.Stream(4, type);
        return add(entry(outbound, MemorySwarm.key(peer), TrafficKind.DATA, stream, length, info));
    }

    private long next() {
        return entries.size() + 1 + dropped;
    }

    private TrafficEntry entry(
            boolean outbound,
            PublicKey peer,
            TrafficKind kind,
            TrafficEntry.@Nullable Stream stream,
            int length,
            String info) {
        byte[] bytes = new byte[stream == null || payload ? length : Math.min(length, 6)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i + 'A');
        }
        return new TrafficEntry(
                next(),
                NOON.plusMillis(next()),
                outbound,
                peer,
                List.of(),
                stream == null ? TrafficLayer.LINK : TrafficLayer.SESSION,
                stream == null ? null : new TrafficEntry.Packet(next(), 1),
                stream,
                kind,
                length,
                bytes,
                info);
    }

    private TrafficEntry add(TrafficEntry entry) {
        entries.add(entry);
        return entry;
    }

    /// So many frames are lost before the console reads them.
    public synchronized void lose(int count) {
        dropped += count;
    }

    @Override
    public synchronized List<TrafficEntry> entriesAfter(long number, int max) {
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries.get(middle).number() <= number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return List.copyOf(entries.subList(low, Math.min(entries.size() - low, max) + low));
    }

    @Override
    public synchronized long captured() {
        return entries.size() + dropped;
    }

    @Override
    public synchronized long dropped() {
        return dropped;
    }

    @Override
    public synchronized void keepPayload(boolean keep) {
        payload = keep;
    }

    public synchronized boolean keepsPayload() {
        return payload;
    }

    /// Two fields: the first two bytes, and the rest with a part of its own.
    @Override
    public TrafficField decode(TrafficEntry entry) {
        int length = entry.capturedLength();
        return new TrafficField(
                entry.kind().name(),
                entry.info(),
                0,
                length,
                List.of(
                        TrafficField.leaf("type", "1", 0, 2),
                        new TrafficField(
                                "body",
                                "1 field",
                                2,
                                length - 2,
                                List.of(TrafficField.leaf("id", "7", 4, 2)))));
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
