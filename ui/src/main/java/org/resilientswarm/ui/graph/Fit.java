package org.resilientswarm.ui.graph;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Stream;

/// Looks at a whole graph as closely as the free part of the screen allows. Pure.
///
/// @param screen all there is to draw on
/// @param covered what lies over a corner of it, empty when nothing does
/// @param uiScale how large everything is shown, 1 for normal
record Fit(Box screen, Box covered, double uiScale) {
    private static final double MAX_ZOOM = 1.8;
    private static final double NAME_WIDTH = 90;
    private static final double NAME_HEIGHT = 34;
    private static final double EDGE = 8;

    /// The nearest of: the whole screen if nothing is covered then, what is beside the covered
    /// part, what is above it.
    Camera of(Collection<Point> places) {
        Camera whole = within(places, screen);
        double reach = ScenePainter.radius(whole, uiScale) + NAME_HEIGHT * uiScale;
        boolean free =
                places.stream()
                        .map(whole::toScreen)
                        .map(at -> Box.around(at, NAME_WIDTH * uiScale, 2 * reach))
                        .noneMatch(covered::overlaps);
        if (free) {
            return whole;
        }
        var beside =
                new Box(
                        covered.right(),
                        screen.y(),
                        screen.right() - covered.right(),
                        screen.height());
        var above = new Box(screen.x(), screen.y(), screen.width(), covered.y() - screen.y());
        return Stream.of(beside, above)
                .map(area -> within(places, area))
                .max(Comparator.comparingDouble(Camera::scale))
                .orElse(whole);
    }

    /// Names and circles need a margin, and smaller circles a smaller one.
    private Camera within(Collection<Point> places, Box area) {
        double max = MAX_ZOOM * uiScale;
        Camera rough = Camera.fitting(places, inset(area, new Camera(max, 0, 0)), max);
        return Camera.fitting(places, inset(area, rough), max);
    }

    private Box inset(Box area, Camera camera) {
        double radius = ScenePainter.radius(camera, uiScale);
        double sides = Math.max(radius, NAME_WIDTH / 2 * uiScale) + EDGE * uiScale;
        double ends = radius + NAME_HEIGHT * uiScale;
        double width = Math.max(area.width() - 2 * sides, area.width() / 3);
        double height = Math.max(area.height() - 2 * ends, area.height() / 3);
        return new Box(
                area.x() + (area.width() - width) / 2,
                area.y() + (area.height() - height) / 2,
                Math.max(1, width),
                Math.max(1, height));
    }
}
