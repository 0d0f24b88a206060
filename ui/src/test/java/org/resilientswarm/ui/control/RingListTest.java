package org.resilientswarm.ui.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;

class RingListTest {
    private final RingList<Integer> ring = new RingList<>();
    private final List<String> changes = new ArrayList<>();

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private void listen() {
        ring.addListener(
                (ListChangeListener<Integer>)
                        change -> {
                            while (change.next()) {
                                changes.add(
                                        change.getFrom()
                                                + "-"
                                                + change.getTo()
                                                + " removed "
                                                + change.getRemoved());
                            }
                        });
    }

    @Test
    void appending_is_one_change_at_the_end() {
        ring.append(range(0, 2));
        listen();
        ring.append(range(2, 5));
        ring.append(List.of());
        assertThat(ring).containsExactly(0, 1, 2, 3, 4);
        assertThat(changes).containsExactly("2-5 removed []");
    }

    @Test
    void removing_is_one_change_at_the_beginning() {
        ring.append(range(0, 5));
        listen();
        ring.removeFirst(2);
        ring.removeFirst(0);
        assertThat(ring).containsExactly(2, 3, 4);
        assertThat(changes).containsExactly("0-0 removed [0, 1]");
    }

    @Test
    void replacing_is_one_change_of_all() {
        ring.append(range(0, 3));
        listen();
        ring.replaceAll(range(7, 9));
        assertThat(ring).containsExactly(7, 8);
        assertThat(changes).containsExactly("0-2 removed [0, 1, 2]");
    }

    @Test
    void there_is_nothing_beyond_the_ends() {
        ring.append(range(0, 3));
        ring.removeFirst(1);
        assertThatThrownBy(() -> ring.get(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> ring.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void exactly_full_and_one_more_and_around_the_end() {
        ring.append(range(0, 1024));
        ring.removeFirst(1000);
        ring.append(range(1024, 2024));
        assertThat(ring).isEqualTo(range(1000, 2024));
        ring.append(range(2024, 2025));
        assertThat(ring).isEqualTo(range(1000, 2025));
    }

    @Test
    void it_holds_what_an_ordinary_list_would_and_tells_every_change() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        List<Integer> ordinary = new ArrayList<>();
        List<Integer> heard = new ArrayList<>();
        ring.addListener((ListChangeListener<Integer>) change -> follow(change, heard));
        for (int step = 0; step < 500; step++) {
            List<Integer> more = range(step * 1000, step * 1000 + random.nextInt(900));
            switch (random.nextInt(10)) {
                case 0 -> {
                    ring.replaceAll(more);
                    ordinary = new ArrayList<>(more);
                }
                case 1, 2, 3, 4 -> {
                    int count = random.nextInt(ordinary.size() + 1);
                    ring.removeFirst(count);
                    ordinary.subList(0, count).clear();
                }
                default -> {
                    ring.append(more);
                    ordinary.addAll(more);
                }
            }
            assertThat(ring).as("seed %d, step %d", seed, step).isEqualTo(ordinary);
            assertThat(heard).as("seed %d, step %d, heard", seed, step).isEqualTo(ordinary);
        }
    }

    private void follow(ListChangeListener.Change<? extends Integer> change, List<Integer> heard) {
        while (change.next()) {
            int from = change.getFrom();
            heard.subList(from, from + change.getRemovedSize()).clear();
            heard.addAll(from, change.getAddedSubList());
        }
    }
}
