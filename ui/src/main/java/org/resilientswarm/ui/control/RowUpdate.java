package org.resilientswarm.ui.control;

import java.util.Comparator;
import java.util.List;
import javafx.collections.ObservableList;

/// Makes a sorted list of rows equal to another one with as few changes as possible, so that a
/// table keeps its place. JavaFX thread.
public final class RowUpdate {
    /// Beyond so many changes of length one of everything is faster.
    private static final int MAX_CHANGES = 100;

    private RowUpdate() {}

    /// Changes the rows.
    ///
    /// @param rows sorted, without two of the same place
    /// @param next how they shall be, sorted in the same way
    /// @param order by which both are sorted
    public static <T> void apply(
            ObservableList<T> rows, List<T> next, Comparator<? super T> order) {
        if (changes(rows, next, order) > MAX_CHANGES) {
            rows.setAll(next);
            return;
        }
        int at = 0;
        while (at < rows.size() && at < next.size()) {
            int side = order.compare(rows.get(at), next.get(at));
            if (side < 0) {
                rows.remove(at);
            } else {
                if (side > 0) {
                    rows.add(at, next.get(at));
                } else if (!rows.get(at).equals(next.get(at))) {
                    rows.set(at, next.get(at));
                }
                at++;
            }
        }
        if (at < rows.size()) {
            rows.remove(at, rows.size());
        } else if (at < next.size()) {
            rows.addAll(next.subList(at, next.size()));
        }
    }

    private static <T> int changes(List<T> rows, List<T> next, Comparator<? super T> order) {
        int changes = 0;
        int i = 0;
        int j = 0;
        while (i < rows.size() && j < next.size() && changes <= MAX_CHANGES) {
            int side = order.compare(rows.get(i), next.get(j));
            changes += side == 0 ? 0 : 1;
            i += side <= 0 ? 1 : 0;
            j += side >= 0 ? 1 : 0;
        }
        return changes;
    }
}
