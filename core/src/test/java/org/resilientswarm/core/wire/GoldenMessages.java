package org.resilientswarm.core.wire;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.identity.TestPrekeys;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.wire.SignalBody.Attempt;

/// The messages that the golden vectors were made of, from fixed seeds.
final class GoldenMessages {
    static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
    static final Identity ANNA = Identity.ofSeed(bytes(32, 1));
    static final Identity BEN = Identity.ofSeed(bytes(32, 2));
    static final byte[] ANNAS_PREKEY_SECRET = bytes(32, 3);
    static final byte[] BENS_PREKEY_SECRET = bytes(32, 4);

    private GoldenMessages() {}

    static byte[] bytes(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    static PeerCard annasCard() {
        return PeerCard.sign(
                ANNA,
                "Anna Ångström",
                TestPrekeys.of(ANNAS_PREKEY_SECRET, MADE).published(),
                "golden/1",
                List.of(new HostPort("192.0.2.7", 7900), new HostPort("2001:db8::7", 443)),
                MADE);
    }

    static PeerCard bensCard() {
        return PeerCard.sign(
                BEN,
                "",
                TestPrekeys.of(BENS_PREKEY_SECRET, MADE).published(),
                "golden/1",
                List.of(),
                MADE);
    }

    static Signal signal() {
        return TestSignals.signal(
                ANNA, BEN.publicKey(), bytes(16, 5), bytes(64, 6), MADE, Protocol.SIGNAL_TTL);
    }

    static Map<String, HopFrame> frames() {
        var frames = new LinkedHashMap<String, HopFrame>();
        frames.put(
                "hello", new HopFrame.Hello(1, "golden/1", List.of("later"), annasCard(), 0xcafe));
        frames.put("routed-signal", new HopFrame.RoutedSignal(7, signal()));
        frames.put("goodbye", new HopFrame.Goodbye("it left the swarm"));
        frames.put("probe", new HopFrame.Probe(1));
        frames.put("probe-reply", new HopFrame.ProbeReply(0x0102_0304_0506_0708L));
        frames.put("packet", new HopFrame.Packet(0xfedc_ba98L, bytes(5, 8), 0, 5));
        frames.put(
                "circuit-open",
                new HopFrame.CircuitOpen(
                        0xfedc_ba99L,
                        ANNA.publicKey(),
                        List.of(ANNA.publicKey(), BEN.publicKey())));
        frames.put("circuit-accept", new HopFrame.CircuitAccept(1));
        frames.put("circuit-refuse", new HopFrame.CircuitRefuse(2, CircuitCode.NO_LINK));
        frames.put("circuit-credit", new HopFrame.CircuitCredit(3, 0x0102_0304_0506L));
        frames.put("circuit-close", new HopFrame.CircuitClose(4, CircuitCode.DONE, 1_000_000, 7));
        return frames;
    }

    static Map<String, SignalBody> bodies() {
        var attempt = new Attempt(bytes(Attempt.LENGTH, 7));
        var candidate =
                new Candidate("0", 0, "candidate:1 1 udp 2122260223 192.0.2.7 50000 typ host");
        var description =
                new Description("v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\n", List.of(candidate));
        var bodies = new LinkedHashMap<String, SignalBody>();
        bodies.put("offer", new SignalBody.Offer(attempt, description, annasCard()));
        bodies.put("answer", new SignalBody.Answer(attempt, description, bensCard()));
        bodies.put("candidates", new SignalBody.Candidates(attempt, List.of(candidate)));
        bodies.put(
                "refusal",
                new SignalBody.Refusal(attempt, ErrorCode.LIMIT_REACHED, "this node is full"));
        return bodies;
    }

    static SignalBody offer() {
        return Objects.requireNonNull(bodies().get("offer"));
    }
}
