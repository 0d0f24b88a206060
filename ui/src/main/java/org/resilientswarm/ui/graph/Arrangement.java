package org.resilientswarm.ui.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.resilientswarm.core.model.PublicKey;

/// Where every member stands.
///
/// People find things in a picture by where they are, so nothing moves by itself: as long as the
/// swarm forms, the whole graph is arranged by forces; after that, a new member gets a free place
/// beside a neighbour and everybody else stays. Used on one thread.
final class Arrangement {
    /// Nodes are never put closer together than this.
    static final double CLEARANCE = 110;

    private static final double SPIRAL_TURN = Math.toRadians(137.5);
    private static final double WARM = 40;

    /// So few are arranged from a circle each time: who came later would stay caught in the middle.
    private static final int FEW = 24;

    private final Map<PublicKey, Point> places = new HashMap<>();
    private final Set<PublicKey> pinned = new HashSet<>();

    /// Two members that are connected.
    record Line(PublicKey a, PublicKey b) {}

    /// What must be arranged.
    ///
    /// @param members in a stable order
    /// @param lines between members
    record Shape(List<PublicKey> members, List<Line> lines) {}

    /// A person moved the member: it stays there.
    void pin(PublicKey member, Point place) {
        places.put(member, place);
        pinned.add(member);
    }

    void unpin(PublicKey member) {
        pinned.remove(member);
    }

    /// Makes room for new members and forgets those that are gone.
    ///
    /// @param free whether all that are not pinned may move
    /// @return where everybody stands now
    Map<PublicKey, Point> arrange(Shape shape, boolean free) {
        places.keySet().retainAll(new HashSet<>(shape.members));
        pinned.retainAll(places.keySet());
        boolean first = places.isEmpty() || (free && shape.members.size() <= FEW);
        if (first) {
            circle(shape.members);
        }
        for (PublicKey member : shape.members) {
            if (!places.containsKey(member)) {
                places.put(member, freePlace(member, shape.lines));
            }
        }
        if (free) {
            relax(shape, first ? ForceLayout.EDGE_LENGTH : WARM);
        }
        return Map.copyOf(places);
    }

    private void circle(List<PublicKey> members) {
        double radius =
                members.size() == 1 ? 0 : Math.max(CLEARANCE, CLEARANCE * members.size() / 6.0);
        for (int i = 0; i < members.size(); i++) {
            double angle = 2 * Math.PI * i / members.size() - Math.PI / 2;
            if (!pinned.contains(members.get(i))) {
                places.put(
                        members.get(i),
                        new Point(radius * Math.cos(angle), radius * Math.sin(angle)));
            }
        }
    }

    private Point freePlace(PublicKey member, List<Line> lines) {
        Point centre = centreOfNeighbours(member, lines);
        for (int i = 0; ; i++) {
            double angle = i * SPIRAL_TURN;
            double distance = CLEARANCE * (1 + Math.sqrt(i) / 4);
            Point candidate = centre.plus(distance * Math.cos(angle), distance * Math.sin(angle));
            if (places.values().stream().allMatch(o -> o.distance(candidate) >= CLEARANCE)) {
                return candidate;
            }
        }
    }

    private Point centreOfNeighbours(PublicKey member, List<Line> lines) {
        List<Point> neighbours = new ArrayList<>();
        for (Line line : lines) {
            if (line.a.equals(member) || line.b.equals(member)) {
                Point place = places.get(line.a.equals(member) ? line.b : line.a);
                if (place != null) {
                    neighbours.add(place);
                }
            }
        }
        return centre(neighbours.isEmpty() ? places.values() : neighbours);
    }

    private static Point centre(Collection<Point> points) {
        return new Point(
                points.stream().mapToDouble(Point::x).average().orElse(0),
                points.stream().mapToDouble(Point::y).average().orElse(0));
    }

    private void relax(Shape shape, double temperature) {
        int size = shape.members.size();
        Map<PublicKey, Integer> index = new HashMap<>();
        double[] x = new double[size];
        double[] y = new double[size];
        boolean[] fixed = new boolean[size];
        for (int i = 0; i < size; i++) {
            PublicKey member = shape.members.get(i);
            Point place = places.getOrDefault(member, new Point(0, 0));
            index.put(member, i);
            x[i] = place.x();
            y[i] = place.y();
            fixed[i] = pinned.contains(member);
        }
        List<Line> known =
                shape.lines.stream()
                        .filter(line -> index.containsKey(line.a) && index.containsKey(line.b))
                        .toList();
        int[] from = known.stream().mapToInt(line -> index.getOrDefault(line.a, 0)).toArray();
        int[] to = known.stream().mapToInt(line -> index.getOrDefault(line.b, 0)).toArray();
        new ForceLayout(x, y, fixed, from, to, temperature).run();
        for (int i = 0; i < size; i++) {
            places.put(shape.members.get(i), new Point(x[i], y[i]));
        }
        if (pinned.isEmpty()) {
            turn(shape.members);
        }
    }

    /// Forces leave a graph at any angle; people expect the first member, their own, on top.
    private void turn(List<PublicKey> members) {
        Point centre = centre(places.values());
        Point top = places.getOrDefault(members.getFirst(), centre);
        double angle = -Math.PI / 2 - Math.atan2(top.y() - centre.y(), top.x() - centre.x());
        if (top.distance(centre) > CLEARANCE / 4) {
            double cos = Math.cos(angle);
            double sin = Math.sin(angle);
            places.replaceAll(
                    (_, place) -> {
                        double dx = place.x() - centre.x();
                        double dy = place.y() - centre.y();
                        return centre.plus(dx * cos - dy * sin, dx * sin + dy * cos);
                    });
        }
    }
}
