package org.resilientswarm.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.resilientswarm.core.api.Peer;
import org.resilientswarm.core.api.StreamListener;
import org.resilientswarm.core.api.SwarmStream;
import org.resilientswarm.core.engine.EngineSwarm;
import org.resilientswarm.core.event.PeerEvent.PeerLeft;
import org.resilientswarm.core.link.Channel;
import org.resilientswarm.core.link.memory.Weather;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.PeerInfo;
import org.resilientswarm.core.model.ResetCode;
import org.resilientswarm.core.model.SwarmLink;
import org.resilientswarm.core.time.Timers;
import org.resilientswarm.core.wire.HopCodec;

/// Relays that harm those whom they carry, as far as they can.
class HostileRelayTest {
    private static final Weather CUT = new Weather(Duration.ZERO, Duration.ZERO, 0, true);

    /// What a relay does with the packets of others.
    enum Trick {
        FLIPS_A_BIT_OF_EVERY_PACKET(true),
        DROPS_EVERYTHING(true),
        DROPS_A_THIRD_OF_WHAT_MAY_BE_LOST(true),
        DELAYS_BY_HALF_A_SECOND(true),
        SENDS_EVERYTHING_TWICE(false),
        REPLAYS_OLD_PACKETS(false),
        REORDERS(false);

        /// Whether an honest relay must be preferred.
        private final boolean harmful;

        Trick(boolean harmful) {
            this.harmful = harmful;
        }

        Meddler.Trick with(Timers timers, Random random) {
            return switch (this) {
                case FLIPS_A_BIT_OF_EVERY_PACKET ->
                        (channel, message, onwards) -> {
                            byte[] other = message.clone();
                            int at = HopCodec.PACKET_HEADER_BYTES;
                            other[at + random.nextInt(message.length - at)] ^=
                                    (byte) (1 << random.nextInt(8));
                            onwards.send(channel, other);
                        };
                case DROPS_EVERYTHING -> (_, _, _) -> {};
                case DROPS_A_THIRD_OF_WHAT_MAY_BE_LOST ->
                        (channel, message, onwards) -> {
                            if (channel == Channel.DATA || random.nextInt(3) > 0) {
                                onwards.send(channel, message);
                            }
                        };
                case DELAYS_BY_HALF_A_SECOND ->
                        (channel, message, onwards) ->
                                timers.after(
                                        Duration.ofMillis(500),
                                        () -> onwards.send(channel, message));
                case SENDS_EVERYTHING_TWICE ->
                        (channel, message, onwards) -> {
                            onwards.send(channel, message);
                            onwards.send(channel, message.clone());
                        };
                case REPLAYS_OLD_PACKETS -> {
                    List<byte[]> old = new ArrayList<>();
                    yield (channel, message, onwards) -> {
                        onwards.send(channel, message);
                        old.add(message.clone());
                        onwards.send(channel, old.get(random.nextInt(old.size())).clone());
                    };
                }
                case REORDERS ->
                        (channel, message, onwards) ->
                                timers.after(
                                        Duration.ofMillis(random.nextInt(10)),
                                        () -> onwards.send(channel, message));
            };
        }
    }

    @ParameterizedTest
    @EnumSource(Trick.class)
    void aHarmfulRelayIsLeftForAnHonestOne(Trick trick) {
        var simulation = new Simulation(3);
        SimulatedNode one = simulation.add();
        SimulatedNode other = simulation.add();
        SimulatedNode hostile =
                simulation.add(
                        links -> new Meddler(links, trick.with(simulation.time(), new Random(1))));
        SimulatedNode honest = simulation.add();
        Weather slower = Weather.clear(Duration.ofMillis(40));
        simulation.weather(one, honest, slower);
        simulation.weather(other, honest, slower);
        simulation.weather(one, other, CUT);
        for (SimulatedNode node : List.of(one, other, hostile)) {
            simulation.call(node, honest);
        }
        simulation.run(Duration.ofSeconds(3), () -> hostile.peers().size() == 3);
        simulation.call(one, other);
        assertThat(simulation.run(Duration.ofSeconds(15), () -> one.peers().contains(other.key())))
                .isTrue();
        if (trick.harmful) {
            simulation.ping(one, other, 60);
            assertThat(
                            simulation.run(
                                    Duration.ofSeconds(40),
                                    () -> uses(one, other, honest) && uses(other, one, honest)))
                    .isTrue();
        }
        var pings = simulation.ping(one, other, 10);
        simulation.run(Duration.ofSeconds(60), pings::isDone);
        if (!pings.isCompletedExceptionally()) {
            assertThat(pings.join().roundTrips()).hasSizeGreaterThan(8);
        }
        assertThat(one.events()).noneMatch(PeerLeft.class::isInstance);
    }

    @Test
    void aRelayThatSwallowsEverythingCannotKeepASessionAlive() {
        var simulation = new Simulation(4);
        var deaf = new AtomicBoolean();
        SimulatedNode one = simulation.add();
        SimulatedNode other = simulation.add();
        SimulatedNode relay =
                simulation.add(
                        links ->
                                new Meddler(
                                        links,
                                        (channel, message, onwards) -> {
                                            if (!deaf.get()) {
                                                onwards.send(channel, message);
                                            }
                                        }));
        simulation.weather(one, other, CUT);
        simulation.call(one, relay);
        simulation.call(other, relay);
        assertThat(simulation.run(Duration.ofSeconds(15), simulation::fullMesh)).isTrue();
        deaf.set(true);
        assertThat(
                        simulation.run(
                                Duration.ofSeconds(40),
                                () -> one.peerCount() == 1 && other.peerCount() == 1))
                .isTrue();
    }

    private static boolean uses(SimulatedNode node, SimulatedNode peer, SimulatedNode relay) {
        return node.snapshot().peers().stream()
                .filter(it -> it.key().equals(peer.key()))
                .map(PeerInfo::path)
                .anyMatch(path -> path.via().equals(List.of(relay.key())));
    }

    @ParameterizedTest
    @EnumSource(
            value = Trick.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"FLIPS_A_BIT_OF_EVERY_PACKET", "DROPS_EVERYTHING", "DELAYS_BY_HALF_A_SECOND"})
    void whatArrivesIsWhatWasSentWhateverTheRelayDoes(Trick trick) throws Exception {
        var swarms = new RealTimeSwarms();
        swarms.separate(1, 2);
        swarms.meddle(3, links -> new Meddler(links, trick.with(swarms.timers(), new Random(2))));
        byte[] sent = new byte[300_000];
        new Random(5).nextBytes(sent);
        assertThat(throughRelay(swarms, sent)).isEqualTo(sent);
        assertThat(swarms.stray).isEmpty();
    }

    @Test
    void aRelayThatKeepsEverythingFindsNothingReadable() throws Exception {
        var swarms = new RealTimeSwarms();
        swarms.separate(1, 2);
        List<byte[]> log = new ArrayList<>();
        swarms.meddle(
                3,
                links ->
                        new Meddler(
                                links,
                                (channel, message, onwards) -> {
                                    log.add(message.clone());
                                    onwards.send(channel, message);
                                }));
        String secret = "the secret that no relay shall read ";
        byte[] sent = secret.repeat(2_000).getBytes(StandardCharsets.UTF_8);
        assertThat(throughRelay(swarms, sent)).isEqualTo(sent);
        assertThat(log.stream().mapToLong(message -> message.length).sum())
                .isGreaterThan(sent.length);
        assertThat(log)
                .noneMatch(
                        message ->
                                new String(message, StandardCharsets.ISO_8859_1)
                                        .contains(secret.substring(0, 8)));
    }

    private static byte[] throughRelay(RealTimeSwarms swarms, byte[] sent) throws Exception {
        try (EngineSwarm one = swarms.open(1);
                EngineSwarm other = swarms.open(2);
                EngineSwarm relay = swarms.open(3)) {
            var arrived = new CompletableFuture<byte[]>();
            other.onStream("bulk", stream -> read(stream, arrived));
            one.call(SwarmLink.to(relay.publicKey())).get(10, TimeUnit.SECONDS);
            other.call(SwarmLink.to(relay.publicKey())).get(10, TimeUnit.SECONDS);
            Peer peer = one.call(SwarmLink.to(other.publicKey())).get(20, TimeUnit.SECONDS);
            assertThat(peer.info().path().kind()).isEqualTo(PathKind.RELAY);
            var stream = peer.open("bulk");
            stream.send(sent).get(20, TimeUnit.SECONDS);
            stream.finish();
            return arrived.get(30, TimeUnit.SECONDS);
        }
    }

    private static void read(SwarmStream stream, CompletableFuture<byte[]> arrived) {
        var bytes = new ByteArrayOutputStream();
        stream.receive(
                new StreamListener() {
                    @Override
                    public void onData(byte[] piece) {
                        bytes.writeBytes(piece);
                    }

                    @Override
                    public void onEnd() {
                        arrived.complete(bytes.toByteArray());
                    }

                    @Override
                    public void onReset(ResetCode code) {
                        arrived.completeExceptionally(new IllegalStateException("reset: " + code));
                    }
                });
    }
}
