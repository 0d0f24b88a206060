package org.resilientswarm.ui.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RelayCurveTest {
    private static final Point LEFT = new Point(0, 0);
    private static final Point RIGHT = new Point(400, 0);

    @Test
    void it_begins_and_ends_at_the_ends_and_touches_each_relay() {
        var first = new Point(100, 150);
        var second = new Point(300, 150);
        List<RelayCurve.Piece> line = RelayCurve.through(LEFT, List.of(first, second), RIGHT);
        assertThat(line.getFirst().at(0)).isEqualTo(LEFT);
        assertThat(line.getLast().at(1)).isEqualTo(RIGHT);
        assertThat(RelayCurve.distance(line, first)).isLessThan(12);
        assertThat(RelayCurve.distance(line, second)).isLessThan(12);
        assertThat(RelayCurve.distance(line, new Point(200, 0))).isGreaterThan(100);
    }

    @Test
    void with_the_relay_between_the_ends_it_does_not_hide_the_links() {
        var between = new Point(200, 0);
        List<RelayCurve.Piece> line = RelayCurve.through(LEFT, List.of(between), RIGHT);
        for (Point onLink : List.of(new Point(120, 0), new Point(280, 0))) {
            assertThat(RelayCurve.distance(line, onLink)).isGreaterThan(4);
        }
    }
}
