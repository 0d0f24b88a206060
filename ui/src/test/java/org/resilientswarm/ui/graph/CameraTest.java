package org.resilientswarm.ui.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CameraTest {
    private final Camera camera = new Camera(2, 30, -10);

    @Test
    void what_is_under_the_cursor_stays_there_while_zooming() {
        Point under = camera.toPlane(120, 80);
        Point after = camera.zoomed(1.7, 120, 80).toScreen(under);
        assertThat(after.x()).isCloseTo(120, within(1e-9));
        assertThat(after.y()).isCloseTo(80, within(1e-9));
    }

    @Test
    void zooming_ends_somewhere() {
        Camera in = camera;
        Camera out = camera;
        for (int i = 0; i < 100; i++) {
            in = in.zoomed(2, 0, 0);
            out = out.zoomed(0.5, 0, 0);
        }
        assertThat(in.scale()).isEqualTo(8);
        assertThat(out.scale()).isEqualTo(0.05);
    }

    @Test
    void fitting_shows_every_place_inside_the_margin() {
        var places = List.of(new Point(-500, 20), new Point(900, -300), new Point(0, 700));
        Camera fit = Camera.fitting(places, new Box(50, 50, 700, 500), 1);
        for (Point place : places) {
            Point seen = fit.toScreen(place);
            assertThat(seen.x()).isBetween(49.9, 750.1);
            assertThat(seen.y()).isBetween(49.9, 550.1);
        }
    }

    @Test
    void a_single_place_is_in_the_middle() {
        Point seen =
                Camera.fitting(List.of(new Point(70, 70)), new Box(0, 0, 400, 200), 1.5)
                        .toScreen(new Point(70, 70));
        assertThat(seen).isEqualTo(new Point(200, 100));
    }
}
