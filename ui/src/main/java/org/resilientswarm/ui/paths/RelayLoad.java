package org.resilientswarm.ui.paths;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.resilientswarm.core.model.Path;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.ui.bridge.PeerView;

/// A relay on which much depends.
///
/// @param relay who carries
/// @param carried how many of the relayed peers
/// @param relayed how many there are
record RelayLoad(PublicKey relay, long carried, long relayed) {
    /// The relay that carries more than half of the relayed peers, if there is one: when it fails,
    /// they are all cut off at once.
    static Optional<RelayLoad> tooMuch(List<PeerView> peers) {
        List<Path> relayed =
                peers.stream().filter(PeerView::connected).flatMap(RelayLoad::relayedPath).toList();
        return relayed.stream()
                .flatMap(path -> path.via().stream().distinct())
                .collect(Collectors.groupingBy(relay -> relay, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(entry -> 2 * entry.getValue() > relayed.size())
                .max(
                        Map.Entry.<PublicKey, Long>comparingByValue()
                                .thenComparing(
                                        Map.Entry.<PublicKey, Long>comparingByKey(
                                                Comparator.reverseOrder())))
                .map(entry -> new RelayLoad(entry.getKey(), entry.getValue(), relayed.size()));
    }

    private static Stream<Path> relayedPath(PeerView peer) {
        Path path = peer.path();
        return path == null || path.kind() == PathKind.DIRECT ? Stream.empty() : Stream.of(path);
    }
}
