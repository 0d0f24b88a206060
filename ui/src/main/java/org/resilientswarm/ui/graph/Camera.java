package org.resilientswarm.ui.graph;

import java.util.Collection;

/// Which part of the plane is seen: a place `p` of the plane appears at `p * scale + offset`.
///
/// @param scale pixels for one unit of the plane
/// @param x offset to the right
/// @param y offset downwards
record Camera(double scale, double x, double y) {
    private static final double MIN_SCALE = 0.05;
    private static final double MAX_SCALE = 8;

    Point toScreen(Point place) {
        return new Point(place.x() * scale + x, place.y() * scale + y);
    }

    Point toPlane(double screenX, double screenY) {
        return new Point((screenX - x) / scale, (screenY - y) / scale);
    }

    Camera panned(double dx, double dy) {
        return new Camera(scale, x + dx, y + dy);
    }

    /// Larger or smaller, and what is under the cursor stays there.
    Camera zoomed(double factor, double screenX, double screenY) {
        double next = Math.clamp(scale * factor, MIN_SCALE, MAX_SCALE);
        double share = next / scale;
        return new Camera(next, screenX - (screenX - x) * share, screenY - (screenY - y) * share);
    }

    /// Shows all places.
    ///
    /// @param margin pixels that stay free on each side
    /// @param maxScale how much a small graph is enlarged at most
    static Camera fitting(
            Collection<Point> places, double width, double height, double margin, double maxScale) {
        if (places.isEmpty() || width <= 0 || height <= 0) {
            return new Camera(1, width / 2, height / 2);
        }
        double minX = places.stream().mapToDouble(Point::x).min().orElse(0);
        double maxX = places.stream().mapToDouble(Point::x).max().orElse(0);
        double minY = places.stream().mapToDouble(Point::y).min().orElse(0);
        double maxY = places.stream().mapToDouble(Point::y).max().orElse(0);
        double freeX = Math.max(width - 2 * margin, width / 3);
        double freeY = Math.max(height - 2 * margin, height / 3);
        double scale = Math.min(freeX / Math.max(1, maxX - minX), freeY / Math.max(1, maxY - minY));
        double bounded = Math.clamp(scale, MIN_SCALE, maxScale);
        return new Camera(
                bounded,
                width / 2 - bounded * (minX + maxX) / 2,
                height / 2 - bounded * (minY + maxY) / 2);
    }
}
