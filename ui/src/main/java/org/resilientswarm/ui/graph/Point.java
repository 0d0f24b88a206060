package org.resilientswarm.ui.graph;

/// A place in the plane of the graph.
record Point(double x, double y) {
    double distance(Point other) {
        return Math.hypot(x - other.x, y - other.y);
    }

    Point plus(double dx, double dy) {
        return new Point(x + dx, y + dy);
    }

    /// The place this share of the way towards the other.
    Point towards(Point other, double share) {
        return new Point(x + (other.x - x) * share, y + (other.y - y) * share);
    }
}
