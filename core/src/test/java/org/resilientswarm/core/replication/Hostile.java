package org.resilientswarm.core.replication;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.DbCodec;
import org.resilientswarm.core.wire.DbFrame;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.RecordId;

/// A neighbour that is only a stream: it says what a test tells it, and minds credit only when
/// told.
final class Hostile {
    final PublicKey key;
    boolean reads = true;
    private final TestNetwork network;
    private final TestNode victim;
    private final List<DbFrame> heard = new ArrayList<>();
    private final Deque<byte[]> offered = new ArrayDeque<>();
    private int used;
    private int unread;

    Hostile(TestNetwork network, TestNode victim, PublicKey key) {
        this.network = network;
        this.victim = victim;
        this.key = key;
        connect();
    }

    void connect() {
        used = 0;
        unread = 0;
        victim.up(this);
    }

    void disconnect() {
        victim.down(this);
    }

    void send(DbFrame frame) {
        raw(DbCodec.encode(frame));
    }

    void raw(byte[] bytes) {
        used += bytes.length;
        for (int at = 0; at < bytes.length; at += 16_384) {
            byte[] chunk = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 16_384));
            network.time.after(network.delay, () -> victim.received(this, chunk));
        }
    }

    /// Sends when the stream's credit allows it.
    void offer(DbFrame frame) {
        offered.add(DbCodec.encode(frame));
        sendOffered();
    }

    private void sendOffered() {
        while (!offered.isEmpty() && used < TestStream.WINDOW) {
            raw(offered.remove());
        }
    }

    /// Bytes that the victim has not used up.
    int used() {
        return used;
    }

    void consumed(int bytes) {
        used -= bytes;
        network.time.execute(this::sendOffered);
    }

    int room() {
        return TestStream.WINDOW - unread;
    }

    void hear(byte[] frame) {
        try {
            heard.add(
                    DbCodec.decode(Arrays.copyOfRange(frame, DbCodec.LENGTH_BYTES, frame.length)));
        } catch (MalformedException e) {
            throw new AssertionError("the victim sent bytes that are no frame", e);
        }
        unread += reads ? 0 : frame.length;
    }

    <T extends DbFrame> List<T> frames(Class<T> type) {
        return heard.stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<RecordId> wanted() {
        return frames(DbFrame.Want.class).stream().flatMap(want -> want.ids().stream()).toList();
    }
}
