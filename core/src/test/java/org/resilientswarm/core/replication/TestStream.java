package org.resilientswarm.core.replication;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.resilientswarm.core.wire.DbCodec;
import org.resilientswarm.core.wire.DbFrame;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.RecordId;
import org.resilientswarm.core.wire.SignedRecord;

/// One direction of a `db` stream: delay, chunks of random lengths, and credit.
final class TestStream {
    static final int WINDOW = 64 * 1024;

    private final TestNetwork network;
    private final TestNode from;
    final TestNode to;
    final List<DbFrame> frames = new ArrayList<>();
    final Map<RecordId, Integer> recordsSent = new HashMap<>();
    final Map<RecordId, Integer> wanted = new HashMap<>();
    boolean cut;
    boolean stalled;
    private final List<byte[]> waiting = new ArrayList<>();
    int used;
    int mostUsed;
    long bytes;

    TestStream(TestNetwork network, TestNode from, TestNode to) {
        this.network = network;
        this.from = from;
        this.to = to;
    }

    int room() {
        return WINDOW - used;
    }

    void send(byte[] bytesOfFrame) {
        note(bytesOfFrame);
        raw(bytesOfFrame);
    }

    /// Sends bytes that need not be a frame, in chunks.
    void raw(byte[] sent) {
        used += sent.length;
        mostUsed = Math.max(mostUsed, used);
        bytes += sent.length;
        int at = 0;
        while (at < sent.length) {
            int end = Math.min(sent.length, at + 1 + network.random.nextInt(40_000));
            byte[] chunk = Arrays.copyOfRange(sent, at, end);
            at = end;
            network.time.after(network.delay, () -> arrive(chunk));
        }
    }

    private void arrive(byte[] chunk) {
        if (cut) {
            return;
        }
        if (stalled) {
            waiting.add(chunk);
        } else {
            to.received(from, chunk);
        }
    }

    void resume() {
        stalled = false;
        var chunks = List.copyOf(waiting);
        waiting.clear();
        chunks.forEach(this::arrive);
    }

    void consumed(int count) {
        if (count <= 0 || count > used) {
            throw new AssertionError(count + " bytes of " + used + " used up");
        }
        used -= count;
        network.time.after(
                network.delay,
                () -> {
                    if (!cut) {
                        from.drained(to);
                    }
                });
    }

    private void note(byte[] bytesOfFrame) {
        try {
            DbFrame frame =
                    DbCodec.decode(
                            Arrays.copyOfRange(
                                    bytesOfFrame, DbCodec.LENGTH_BYTES, bytesOfFrame.length));
            frames.add(frame);
            if (frame instanceof DbFrame.Records records) {
                for (SignedRecord record : records.records()) {
                    recordsSent.merge(record.id(), 1, Integer::sum);
                }
            } else if (frame instanceof DbFrame.Want want) {
                want.ids().forEach(id -> wanted.merge(id, 1, Integer::sum));
            }
        } catch (MalformedException e) {
            throw new AssertionError("a node sent bytes that are no frame", e);
        }
    }

    <T extends DbFrame> List<T> sent(Class<T> type) {
        return frames.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
