package org.resilientswarm.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.resilientswarm.core.exchange.StunDecoder;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.KeyReading;
import org.resilientswarm.core.rpc.RpcDecoders;
import org.resilientswarm.core.session.SessionDecoders;
import org.resilientswarm.core.wire.GoldenVectors;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.WireDecoders;

/// Everything that reads bytes of strangers, each with examples of what it is made for.
public final class Decoders {
    /// Reads bytes.
    @FunctionalInterface
    public interface Decoder {
        /// Reads them and tells whether they were taken.
        boolean reads(byte[] bytes) throws MalformedException;
    }

    /// One decoder.
    ///
    /// @param examples it takes each of them
    public record Named(String name, Decoder decoder, List<byte[]> examples) {
        /// Reads bytes, whatever they are.
        ///
        /// @return whether they were taken
        /// @throws AssertionError when reading takes more memory than such bytes may cost
        public boolean survives(byte[] bytes) {
            boolean taken = reads(bytes);
            long most = Allocation.BASE + Allocation.PER_BYTE * (long) bytes.length;
            long allocated = Long.MAX_VALUE;
            // The first time classes may be loaded, and instrumented by the fuzzer.
            for (int i = 0; i < 3 && allocated > most; i++) {
                long before = Allocation.bytes();
                reads(bytes);
                allocated = Allocation.bytes() - before;
            }
            if (allocated > most) {
                throw new AssertionError(
                        "%s allocates %d bytes to read %d"
                                .formatted(name, allocated, bytes.length));
            }
            return taken;
        }

        private boolean reads(byte[] bytes) {
            try {
                return decoder.reads(bytes);
            } catch (MalformedException e) {
                return e.reason().isEmpty();
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private Decoders() {}

    /// All of them; the order is part of the fuzzer's corpus, so new ones go to the end.
    public static List<Named> all() {
        var all = new ArrayList<Named>();
        all.add(new Named("hop message", WireDecoders::hop, values("hop.txt")));
        all.add(new Named("packet header", WireDecoders::packetHeader, values("packets.txt")));
        all.add(new Named("session content", WireDecoders::content, values("session.txt")));
        all.add(new Named("signal body", WireDecoders::body, WireDecoders.bodies()));
        all.add(new Named("client's message", WireDecoders::fromClient, WireDecoders.lines(true)));
        all.add(new Named("server's message", WireDecoders::fromServer, WireDecoders.lines(false)));
        all.add(new Named("first of handshake", SessionDecoders::first, SessionDecoders.firsts()));
        all.add(new Named("answer of handshake", SessionDecoders::second, List.of()));
        all.add(new Named("proof of handshake", SessionDecoders::third, List.of()));
        all.add(new Named("sealed packet", SessionDecoders::sealed, SessionDecoders.packets()));
        all.add(new Named("session", SessionDecoders::session, SessionDecoders.contents()));
        all.add(new Named("request of a call", RpcDecoders::request, RpcDecoders.requests()));
        all.add(new Named("answer to a call", RpcDecoders::answer, RpcDecoders.answers()));
        all.add(new Named("STUN request", StunDecoder::request, StunDecoder.requests()));
        all.add(new Named("key or link", Decoders::key, keys()));
        return all;
    }

    private static List<byte[]> values(String file) {
        return GoldenVectors.vectors(file).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    private static boolean key(byte[] bytes) {
        return KeyReading.of(new String(bytes, StandardCharsets.UTF_8)) instanceof KeyReading.Valid;
    }

    private static List<byte[]> keys() {
        String text = Identity.ofSeed(new byte[32]).publicKey().text();
        return List.of(
                text.getBytes(StandardCharsets.UTF_8),
                ("rswarm://" + text + "?x=192.0.2.1:7900&x=%5B::1%5D:80&n=Anna%20B")
                        .getBytes(StandardCharsets.UTF_8));
    }
}
