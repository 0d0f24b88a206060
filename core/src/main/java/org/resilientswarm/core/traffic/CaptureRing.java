package org.resilientswarm.core.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.CaptureOptions;
import org.resilientswarm.core.api.TrafficCapture;
import org.resilientswarm.core.model.TrafficEntry;
import org.resilientswarm.core.model.TrafficField;

/// The latest frames of a capture. The `swarm-loop` thread writes and never waits; readers on any
/// thread wait for one another only.
///
/// A slot's content never changes. Before the writer gives up a frame it moves `oldest` past it, so
/// a reader that finds a slot empty or newer than expected learns there where to go on, and knows
/// how many frames it missed.
public final class CaptureRing implements TrafficCapture {
    private record Slot(long number, FrameNote note, byte[] bytes) {}

    private final AtomicReferenceArray<@Nullable Slot> slots;
    private final long maxBytes;
    private final Consumer<CaptureRing> onClose;
    private final Object reading = new Object();
    private volatile boolean payload;
    private volatile boolean closed;

    /// The number of the latest frame; written on the loop.
    private volatile long written;

    /// The number of the oldest frame that is kept; written on the loop.
    private volatile long oldest = 1;

    /// The bytes that are kept; the loop's own.
    private long keptBytes;

    /// The number of the latest frame that was returned or missed; guarded by `reading`.
    private long read;

    /// How many frames up to that one were missed; guarded by `reading`.
    private long missed;

    /// @param onClose called once when the capture is closed, on the closing thread
    public CaptureRing(CaptureOptions options, Consumer<CaptureRing> onClose) {
        this.slots = new AtomicReferenceArray<>(options.maxEntries());
        this.maxBytes = options.maxBytes();
        this.payload = options.payload();
        this.onClose = onClose;
    }

    boolean keepsPayload() {
        return payload;
    }

    /// Keeps a frame, in the place of older ones when there is no room. Only on the loop.
    void record(FrameNote note, byte[] bytes) {
        if (closed) {
            return;
        }
        long number = written + 1;
        giveUpFor(number, bytes.length);
        keptBytes += bytes.length;
        slots.setRelease(index(number), new Slot(number, note, bytes));
        written = number;
    }

    private void giveUpFor(long number, int length) {
        long keep = oldest;
        while (keep < number
                && (number - keep >= slots.length() || keptBytes + length > maxBytes)) {
            Slot slot = slots.getPlain(index(keep));
            keptBytes -= slot == null ? 0 : slot.bytes.length;
            oldest = ++keep;
            slots.setRelease(index(keep - 1), null);
        }
    }

    private int index(long number) {
        return (int) (number % slots.length());
    }

    @Override
    public List<TrafficEntry> entriesAfter(long number, int max) {
        if (number < 0 || max < 1) {
            throw new IllegalArgumentException("after " + number + ", at most " + max);
        }
        synchronized (reading) {
            long last = written;
            read = Math.max(read, Math.min(number, last));
            var entries = new ArrayList<TrafficEntry>();
            long next = number + 1;
            while (next <= last && entries.size() < max) {
                Slot slot = slots.getAcquire(index(next));
                if (slot != null && slot.number == next) {
                    entries.add(entry(slot));
                    read = Math.max(read, next++);
                } else {
                    next = oldest;
                    missed += Math.max(0, next - 1 - read);
                    read = Math.max(read, next - 1);
                }
            }
            return entries;
        }
    }

    private static TrafficEntry entry(Slot slot) {
        FrameNote note = slot.note;
        return new TrafficEntry(
                slot.number,
                note.sighting().at(),
                note.sighting().outbound(),
                note.sighting().peer(),
                note.sighting().via(),
                note.sighting().layer(),
                note.packet(),
                note.stream(),
                note.kind(),
                note.length(),
                slot.bytes,
                FrameWords.of(note, slot.bytes));
    }

    @Override
    public long captured() {
        return written;
    }

    @Override
    public long dropped() {
        synchronized (reading) {
            return missed + Math.max(0, oldest - 1 - read);
        }
    }

    @Override
    public void keepPayload(boolean keep) {
        payload = keep;
    }

    @Override
    public TrafficField decode(TrafficEntry entry) {
        return TrafficDecoder.decode(entry);
    }

    @Override
    public void close() {
        synchronized (reading) {
            if (closed) {
                return;
            }
            closed = true;
        }
        onClose.accept(this);
    }
}
