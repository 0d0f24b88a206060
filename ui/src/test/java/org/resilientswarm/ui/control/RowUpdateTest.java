package org.resilientswarm.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.junit.jupiter.api.Test;

class RowUpdateTest {
    private record Row(int key, int value) {}

    private static final Comparator<Row> BY_KEY = Comparator.comparingInt(Row::key);

    private static List<Row> some(SplittableRandom random, int most) {
        return IntStream.range(0, most)
                .filter(_ -> random.nextInt(3) > 0)
                .mapToObj(key -> new Row(key, random.nextInt(2)))
                .toList();
    }

    @Test
    void the_rows_become_the_others_whatever_they_were() {
        long seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            int most = i % 10 == 0 ? 400 : 12;
            ObservableList<Row> rows = FXCollections.observableArrayList(some(random, most));
            List<Row> next = some(random, most);
            RowUpdate.apply(rows, next, BY_KEY);
            assertThat(rows).as("seed " + seed).isEqualTo(next);
        }
    }

    @Test
    void a_row_that_comes_changes_nothing_else() {
        List<Row> before = IntStream.range(0, 300).mapToObj(key -> new Row(2 * key, 0)).toList();
        ObservableList<Row> rows = FXCollections.observableArrayList(before);
        var touched = new AtomicInteger();
        rows.addListener(
                (ListChangeListener<Row>)
                        change -> {
                            while (change.next()) {
                                touched.addAndGet(change.getAddedSize() + change.getRemovedSize());
                            }
                        });
        List<Row> next = new ArrayList<>(before);
        next.add(150, new Row(299, 0));
        RowUpdate.apply(rows, next, BY_KEY);
        assertThat(rows).isEqualTo(next);
        assertThat(touched).hasValue(1);
    }
}
