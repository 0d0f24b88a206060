package org.resilientswarm.ui.graph;

/// An upright rectangle on the screen.
///
/// @param x its left side
/// @param y its upper side
record Box(double x, double y, double width, double height) {
    /// The box of this size around a place.
    static Box around(Point centre, double width, double height) {
        return new Box(centre.x() - width / 2, centre.y() - height / 2, width, height);
    }

    double right() {
        return x + width;
    }

    double bottom() {
        return y + height;
    }

    /// The box of half its size in its middle.
    Box core() {
        return new Box(x + width / 4, y + height / 4, width / 2, height / 2);
    }

    /// Whether both have a common area; boxes that only touch have none.
    boolean overlaps(Box other) {
        return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
    }

    /// Whether the straight line between two places runs through this box.
    boolean isCrossedBy(Point from, Point to) {
        double dx = to.x() - from.x();
        double dy = to.y() - from.y();
        double[] share = {0, 1};
        return clip(-dx, from.x() - x, share)
                && clip(dx, right() - from.x(), share)
                && clip(-dy, from.y() - y, share)
                && clip(dy, bottom() - from.y(), share)
                && share[0] < share[1];
    }

    /// One side of the clipping of Liang and Barsky, 1984.
    private static boolean clip(double towards, double room, double[] share) {
        if (towards == 0) {
            return room > 0;
        }
        double at = room / towards;
        if (towards < 0) {
            share[0] = Math.max(share[0], at);
        } else {
            share[1] = Math.min(share[1], at);
        }
        return share[0] <= share[1];
    }
}
