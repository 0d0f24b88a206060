package org.resilientswarm.ui.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelPlacementTest {
    private static final double WIDTH = 50;
    private static final double HEIGHT = 18;

    private final LinkedHashMap<String, LabelPlacement.Wish> wishes = new LinkedHashMap<>();
    private final List<Box> taken = new ArrayList<>();

    private void line(String name, double fromX, double fromY, double toX, double toY) {
        wishes.put(
                name,
                new LabelPlacement.Wish(
                        new Point(fromX, fromY), new Point(toX, toY), WIDTH, HEIGHT));
    }

    private Map<String, Box> place() {
        return new LabelPlacement(taken).place(wishes);
    }

    private Box placed(String name) {
        return place().getOrDefault(name, new Box(0, 0, 0, 0));
    }

    @Test
    void a_label_with_room_stands_in_the_middle_of_its_line() {
        line("only", 0, 0, 400, 200);
        assertThat(placed("only")).isEqualTo(Box.around(new Point(200, 100), WIDTH, HEIGHT));
    }

    @Test
    void a_label_moves_along_its_line_to_leave_a_member_free() {
        line("only", 0, 0, 400, 0);
        taken.add(Box.around(new Point(200, 0), 40, 40));
        Box box = placed("only");
        assertThat(box.width()).isEqualTo(WIDTH);
        assertThat(box.overlaps(taken.getFirst())).isFalse();
        assertThat(box.y() + HEIGHT / 2).isZero();
    }

    @Test
    void a_label_without_room_is_left_out() {
        line("covered", 0, 0, 400, 0);
        line("free", 0, 300, 400, 300);
        taken.add(new Box(0, -20, 400, 40));
        assertThat(place()).containsOnlyKeys("free");
    }

    @Test
    void a_label_does_not_stand_where_lines_cross_if_it_need_not() {
        line("down", 0, 0, 400, 300);
        line("up", 0, 300, 400, 0);
        Map<String, Box> placed = place();
        assertThat(placed).containsOnlyKeys("down", "up");
        assertThat(placed.values())
                .allMatch(
                        box ->
                                wishes.values().stream()
                                                .filter(w -> box.isCrossedBy(w.from(), w.to()))
                                                .count()
                                        == 1);
    }

    @Test
    void a_label_that_could_belong_to_two_lines_is_left_out() {
        line("one", 0, 0, 400, 0);
        line("same", 400, 0, 0, 0);
        assertThat(place()).isEmpty();
    }

    @Test
    void labels_of_a_crowded_graph_never_overlap() {
        List<Point> members = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            double angle = 2 * Math.PI * i / 7;
            members.add(new Point(180 * Math.cos(angle), 180 * Math.sin(angle)));
        }
        members.forEach(member -> taken.add(Box.around(member, 44, 44)));
        for (int i = 0; i < 7; i++) {
            for (int j = i + 1; j < 7; j++) {
                Point from = members.get(i);
                Point to = members.get(j);
                line(i + "-" + j, from.x(), from.y(), to.x(), to.y());
            }
        }
        List<Box> boxes = new ArrayList<>(place().values());
        assertThat(boxes).hasSizeGreaterThan(10);
        boxes.addAll(taken);
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = i + 1; j < boxes.size(); j++) {
                boolean overlap = boxes.get(i).overlaps(boxes.get(j));
                assertThat(overlap).as("%s and %s", boxes.get(i), boxes.get(j)).isFalse();
            }
        }
    }

    @Test
    void equal_graphs_have_equal_labels() {
        line("a", 0, 0, 300, 200);
        line("b", 0, 200, 300, 0);
        line("c", 150, -50, 150, 250);
        assertThat(place()).isEqualTo(place());
    }
}
