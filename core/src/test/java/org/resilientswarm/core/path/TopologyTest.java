package org.resilientswarm.core.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.model.MemberNetwork;
import org.resilientswarm.core.model.MemberNetwork.Link;
import org.resilientswarm.core.model.PublicKey;

class TopologyTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final PublicKey ME = key(1);
    private static final PublicKey TARGET = key(2);
    private static final PublicKey ANN = key(3);
    private static final PublicKey BEN = key(4);
    private static final PublicKey CAT = key(5);
    private static final PublicKey DAN = key(6);

    private final Topology topology = new Topology(ME);

    @Test
    void theCheapestOfSeveralRelaysComesFirst() {
        topology.learn(network(ANN, link(ME, 10), link(TARGET, 90)));
        topology.learn(network(BEN, link(ME, 20), link(TARGET, 30)));
        List<RelayRoute> routes = routes(link(ANN, 10), link(BEN, 20));
        assertThat(routes).extracting(RelayRoute::via).containsExactly(List.of(BEN), List.of(ANN));
        assertThat(routes.getFirst().rttMillis()).isEqualTo(50, within(0.01));
        assertThat(routes.getFirst().cost()).isEqualTo(70, within(0.01));
    }

    @Test
    void lossIsWorthHalfASecond() {
        topology.learn(network(ANN, new Link(TARGET, Duration.ofMillis(10), null, 0.5, NOW)));
        topology.learn(network(BEN, link(TARGET, 100)));
        List<RelayRoute> routes =
                routes(new Link(ANN, Duration.ofMillis(10), null, 0.5, NOW), link(BEN, 100));
        assertThat(routes).extracting(RelayRoute::via).containsExactly(List.of(BEN), List.of(ANN));
        assertThat(routes.getLast().loss()).isEqualTo(0.75, within(0.001));
        assertThat(routes.getLast().cost()).isEqualTo(20 + 375 + 20, within(0.01));
    }

    @Test
    void whoDoesNotRelayOrHasNoLinkIsNoRelay() {
        topology.learn(new MemberNetwork(ANN, false, 0, List.of(link(TARGET, 1)), NOW));
        topology.learn(network(BEN, link(CAT, 1)));
        assertThat(routes(link(ANN, 1), link(BEN, 1))).isEmpty();
        topology.learn(network(ANN, link(TARGET, 1)));
        assertThat(routes(link(ANN, 1), link(BEN, 1))).hasSize(1);
        topology.forget(ANN);
        assertThat(routes(link(ANN, 1), link(BEN, 1))).isEmpty();
    }

    @Test
    void howManyAreBetweenTwoIsJudgedByHowManyLinksTheyHave() {
        topology.learn(network(ANN, link(ME, 1), link(CAT, 1), link(DAN, 1)));
        topology.learn(network(BEN, link(CAT, 1), link(DAN, 1)));
        topology.learn(network(CAT, link(ANN, 1), link(BEN, 1)));
        assertThat(topology.between(ANN, BEN)).isEqualTo(2, within(0.001));
        assertThat(topology.between(ANN, DAN)).isZero();
    }

    @Test
    void aLoadedRelayIsDearer() {
        topology.learn(new MemberNetwork(ANN, true, 1, List.of(link(TARGET, 10)), NOW));
        topology.learn(network(BEN, link(TARGET, 30)));
        assertThat(routes(link(ANN, 10), link(BEN, 10)).getFirst().via()).containsExactly(BEN);
        assertThat(topology.load(List.of(ANN, BEN))).isEqualTo(1);
    }

    @Test
    void twoAndThreeRelaysAreFoundWhenOneDoesNotReach() {
        topology.learn(network(ANN, link(ME, 5), link(BEN, 5)));
        topology.learn(network(BEN, link(ANN, 5), link(CAT, 5)));
        topology.learn(network(CAT, link(BEN, 5), link(TARGET, 5)));
        List<RelayRoute> routes = routes(link(ANN, 5));
        assertThat(routes).hasSize(1);
        assertThat(routes.getFirst().via()).containsExactly(ANN, BEN, CAT);
        assertThat(routes.getFirst().cost()).isEqualTo(20 + 60, within(0.01));
        topology.learn(network(BEN, link(ANN, 5), link(CAT, 5), link(TARGET, 50)));
        assertThat(routes(link(ANN, 5)).getFirst().via()).containsExactly(ANN, BEN);
    }

    @Test
    void fourRelaysAreTooMany() {
        topology.learn(network(ANN, link(BEN, 5)));
        topology.learn(network(BEN, link(CAT, 5)));
        topology.learn(network(CAT, link(DAN, 5)));
        topology.learn(network(DAN, link(TARGET, 5)));
        assertThat(routes(link(ANN, 5))).isEmpty();
    }

    @Test
    void noRouteRunsThroughItsOwnEndsOrTwiceThroughOneMember() {
        topology.learn(network(ANN, link(ME, 5), link(BEN, 5), link(ANN, 1)));
        topology.learn(network(BEN, link(ANN, 5), link(ME, 1)));
        topology.learn(network(ME, link(TARGET, 1)));
        topology.learn(network(TARGET, link(TARGET, 1), link(ANN, 1)));
        assertThat(routes(link(ANN, 5), link(TARGET, 5))).isEmpty();
    }

    @Test
    void atMostSoManyAsAreAskedFor() {
        List<Link> own =
                java.util.stream.IntStream.range(10, 40).mapToObj(i -> link(key(i), i)).toList();
        own.forEach(link -> topology.learn(network(link.peer(), link(TARGET, 1))));
        assertThat(topology.routes(own, TARGET, 8)).hasSize(8);
    }

    @Test
    void pairsThatCouldUseTheSameRelaysAreSpreadOverThem() {
        List<Link> own =
                java.util.stream.IntStream.range(10, 20).mapToObj(i -> link(key(i), 20)).toList();
        Map<PublicKey, Integer> first = new TreeMap<>();
        for (int peer = 100; peer < 200; peer++) {
            var seen = new Topology(key(peer));
            own.forEach(link -> seen.learn(network(link.peer(), link(TARGET, 20))));
            PublicKey relay = seen.routes(own, TARGET, 8).getFirst().via().getFirst();
            first.merge(relay, 1, Integer::sum);
        }
        assertThat(first).hasSize(10);
        assertThat(first.values()).allSatisfy(count -> assertThat(count).isBetween(2, 25));
    }

    private List<RelayRoute> routes(Link... own) {
        return topology.routes(List.of(own), TARGET, 8);
    }

    private static MemberNetwork network(PublicKey member, Link... links) {
        return new MemberNetwork(member, true, 0, List.of(links), NOW);
    }

    private static Link link(PublicKey peer, int millis) {
        return new Link(peer, Duration.ofMillis(millis), Duration.ZERO, 0, NOW);
    }

    private static PublicKey key(int name) {
        byte[] bytes = new byte[PublicKey.LENGTH];
        Arrays.fill(bytes, (byte) name);
        bytes[0] = (byte) (name * 37);
        return new PublicKey(bytes);
    }
}
