package org.resilientswarm.ui.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FitTest {
    private static final Box SCREEN = new Box(0, 0, 850, 520);
    private static final Box NOTHING = new Box(0, 520, 0, 0);
    private static final List<Point> SQUARE =
            List.of(
                    new Point(-150, -150),
                    new Point(150, -150),
                    new Point(150, 150),
                    new Point(-150, 150));

    @Test
    void members_stand_further_apart_with_larger_letters() {
        var huge = new Box(0, 0, 4000, 4000);
        double normal = new Fit(huge, NOTHING, 1).of(SQUARE).scale();
        double twice = new Fit(huge, NOTHING, 2).of(SQUARE).scale();
        assertThat(twice).isEqualTo(2 * normal);
    }

    @Test
    void members_and_names_stay_inside() {
        for (double uiScale : new double[] {0.75, 1, 1.5, 2}) {
            Camera camera = new Fit(SCREEN, NOTHING, uiScale).of(SQUARE);
            double reach = ScenePainter.radius(camera, uiScale) + 27 * uiScale;
            for (Point place : SQUARE) {
                assertThat(camera.toScreen(place).y()).isBetween(reach, 520 - reach);
            }
        }
    }

    @Test
    void no_member_is_covered() {
        var legend = new Box(0, 300, 330, 220);
        Camera camera = new Fit(SCREEN, legend, 2).of(SQUARE);
        double size = 2 * ScenePainter.radius(camera, 2);
        for (Point place : SQUARE) {
            Box member = Box.around(camera.toScreen(place), size, size);
            assertThat(member.overlaps(legend)).isFalse();
        }
    }

    @Test
    void what_covers_no_member_costs_no_room() {
        Camera free = new Fit(SCREEN, NOTHING, 1).of(SQUARE);
        assertThat(new Fit(SCREEN, new Box(0, 480, 100, 40), 1).of(SQUARE)).isEqualTo(free);
    }
}
