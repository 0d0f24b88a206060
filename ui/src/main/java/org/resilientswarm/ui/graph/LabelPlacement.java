package org.resilientswarm.ui.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;

/// Finds room for the labels of connections.
///
/// A label stands on its own line, as near to the middle as it can without lying on a member, a
/// name or another label. Places where no second line passes are taken first, then those where it
/// touches only the rim, so that it is always clear whose label it is. What has no such place gets
/// none. Depends on nothing but what it is given, so that equal graphs have equal labels.
final class LabelPlacement {
    /// How far along its line a label may stand, best first.
    private static final double[] SHARES = {
        0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8
    };

    private final List<Box> taken;

    /// A line that wants a label.
    ///
    /// @param width how much room is reserved, whatever the label says at the moment
    /// @param height how much room is reserved
    record Wish(Point from, Point to, double width, double height) {
        Box at(double share) {
            return Box.around(from.towards(to, share), width, height);
        }
    }

    /// @param taken where no label may stand
    LabelPlacement(Collection<Box> taken) {
        this.taken = new ArrayList<>(taken);
    }

    /// The room that each label gets; those that get none are missing.
    ///
    /// @param wishes in the order in which they choose, the same at every call
    <K> Map<K, Box> place(SequencedMap<K, Wish> wishes) {
        Map<K, Box> placed = new HashMap<>();
        choose(wishes, placed, box -> lines(wishes.values(), box) <= 1);
        choose(wishes, placed, box -> lines(wishes.values(), box.core()) <= 1);
        return placed;
    }

    private <K> void choose(
            SequencedMap<K, Wish> wishes, Map<K, Box> placed, Predicate<Box> accepted) {
        wishes.forEach(
                (key, wish) -> {
                    if (!placed.containsKey(key)) {
                        room(wish, accepted)
                                .ifPresent(
                                        box -> {
                                            placed.put(key, box);
                                            taken.add(box);
                                        });
                    }
                });
    }

    private Optional<Box> room(Wish wish, Predicate<Box> accepted) {
        return Arrays.stream(SHARES)
                .mapToObj(wish::at)
                .filter(box -> taken.stream().noneMatch(box::overlaps))
                .filter(accepted)
                .findFirst();
    }

    private static long lines(Collection<Wish> wishes, Box box) {
        return wishes.stream().filter(wish -> box.isCrossedBy(wish.from, wish.to)).count();
    }
}
