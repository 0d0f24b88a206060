package org.resilientswarm.ui.graph;

/// A place in the plane of the graph.
record Point(double x, double y) {
    double distance(Point other) {
        return Math.hypot(x - other.x, y - other.y);
    }

    /// How far this place is from the straight line between two others.
    double distance(Point from, Point to) {
        double dx = to.x - from.x;
        double dy = to.y - from.y;
        double square = Math.max(1e-9, dx * dx + dy * dy);
        double share = ((x - from.x) * dx + (y - from.y) * dy) / square;
        return distance(from.towards(to, Math.clamp(share, 0, 1)));
    }

    Point plus(double dx, double dy) {
        return new Point(x + dx, y + dy);
    }

    /// The place this share of the way towards the other.
    Point towards(Point other, double share) {
        return new Point(x + (other.x - x) * share, y + (other.y - y) * share);
    }
}
