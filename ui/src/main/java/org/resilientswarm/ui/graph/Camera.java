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
    /// @param area where on the screen they must lie
    /// @param maxScale how much a small graph is enlarged at most
    static Camera fitting(Collection<Point> places, Box area, double maxScale) {
        double middleX = area.x() + area.width() / 2;
        double middleY = area.y() + area.height() / 2;
        if (places.isEmpty()) {
            return new Camera(1, middleX, middleY);
        }
        double minX = places.stream().mapToDouble(Point::x).min().orElse(0);
        double maxX = places.stream().mapToDouble(Point::x).max().orElse(0);
        double minY = places.stream().mapToDouble(Point::y).min().orElse(0);
        double maxY = places.stream().mapToDouble(Point::y).max().orElse(0);
        double scale =
                Math.min(
                        area.width() / Math.max(1, maxX - minX),
                        area.height() / Math.max(1, maxY - minY));
        double bounded = Math.clamp(scale, MIN_SCALE, Math.max(MIN_SCALE, maxScale));
        return new Camera(
                bounded,
                middleX - bounded * (minX + maxX) / 2,
                middleY - bounded * (minY + maxY) / 2);
    }
}
