package org.resilientswarm.ui.graph;

import java.util.ArrayList;
import java.util.List;

/// The line of a circuit: it bends through the relaying members, and a little aside of the
/// straight lines to them, so that it never hides the links that it runs over. Pure.
final class RelayCurve {
    /// Less than the radius of a member: the line still runs through it.
    private static final double ASIDE = 11;

    private static final double TENSION = 0.25;
    private static final int STEPS = 12;

    private RelayCurve() {}

    /// A piece of the line, a cubic Bézier curve.
    record Piece(Point from, Point control1, Point control2, Point to) {
        Point at(double share) {
            double rest = 1 - share;
            double f = rest * rest * rest;
            double c1 = 3 * rest * rest * share;
            double c2 = 3 * rest * share * share;
            double t = share * share * share;
            return new Point(
                    f * from.x() + c1 * control1.x() + c2 * control2.x() + t * to.x(),
                    f * from.y() + c1 * control1.y() + c2 * control2.y() + t * to.y());
        }
    }

    /// The line from one end to the other.
    ///
    /// @param relays the places of the relaying members, in their order
    static List<Piece> through(Point from, List<Point> relays, Point to) {
        List<Point> stops = new ArrayList<>();
        stops.add(from);
        relays.forEach(relay -> stops.add(aside(from, relay, to)));
        stops.add(to);
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i + 1 < stops.size(); i++) {
            Point before = stops.get(Math.max(0, i - 1));
            Point start = stops.get(i);
            Point end = stops.get(i + 1);
            Point after = stops.get(Math.min(stops.size() - 1, i + 2));
            pieces.add(
                    new Piece(
                            start,
                            start.plus(
                                    TENSION * (end.x() - before.x()),
                                    TENSION * (end.y() - before.y())),
                            end.plus(
                                    TENSION * (start.x() - after.x()),
                                    TENSION * (start.y() - after.y())),
                            end));
        }
        return pieces;
    }

    private static Point aside(Point from, Point relay, Point to) {
        double dx = to.x() - from.x();
        double dy = to.y() - from.y();
        double length = Math.max(1e-9, Math.hypot(dx, dy));
        double cross = dx * (relay.y() - from.y()) - dy * (relay.x() - from.x());
        double side = cross < 0 ? -ASIDE : ASIDE;
        return relay.plus(-dy / length * side, dx / length * side);
    }

    /// How far a place is from the line.
    static double distance(List<Piece> line, Point place) {
        double nearest = Double.MAX_VALUE;
        for (Piece piece : line) {
            Point last = piece.from;
            for (int step = 1; step <= STEPS; step++) {
                Point next = piece.at(step / (double) STEPS);
                nearest = Math.min(nearest, place.distance(last, next));
                last = next;
            }
        }
        return nearest;
    }
}
