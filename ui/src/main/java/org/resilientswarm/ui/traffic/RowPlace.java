package org.resilientswarm.ui.traffic;

import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.TrafficEntry;
import org.resilientswarm.ui.bridge.FxThread;

/// Decides what is seen of the rows while they change: the newest ones, or, as soon as the user
/// moves away from there, always the same, whatever comes and goes around them.
final class RowPlace {
    private final TableView<TrafficEntry> table;
    private final TrafficViewModel model;
    private boolean changing;

    RowPlace(TableView<TrafficEntry> table, TrafficViewModel model) {
        this.table = table;
        this.model = model;
    }

    void attach() {
        model.surroundRowChanges(this::around);
        model.followingProperty()
                .addListener(
                        (_, _, following) -> {
                            if (following) {
                                showNewest();
                            }
                        });
        table.sceneProperty().addListener((_, _, _) -> showAgain());
        table.heightProperty().addListener((_, _, _) -> showAgain());
        table.getSelectionModel().selectedItemProperty().addListener((_, _, row) -> chosen(row));
        table.addEventFilter(ScrollEvent.SCROLL, event -> moved(event.getDeltaY() > 0));
        table.addEventFilter(MouseEvent.MOUSE_RELEASED, _ -> look());
        table.addEventFilter(MouseEvent.MOUSE_DRAGGED, this::dragged);
        table.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    }

    private void showAgain() {
        if (model.followingProperty().get()) {
            FxThread.later(this::showNewest);
        }
    }

    private void chosen(@Nullable TrafficEntry row) {
        if (!changing && row != null) {
            model.select(row);
            model.followingProperty().set(false);
        }
    }

    private void pressed(KeyEvent event) {
        switch (event.getCode()) {
            case UP, PAGE_UP, HOME -> moved(true);
            case DOWN, PAGE_DOWN -> moved(false);
            case END -> {
                model.followingProperty().set(true);
                // The table would select the row, and who selects one looks at it.
                event.consume();
            }
            default -> {
                // The other keys do not move the rows.
            }
        }
    }

    private void dragged(MouseEvent event) {
        if (event.getTarget() instanceof Node node && isVerticalBar(node)) {
            model.followingProperty().set(false);
        }
    }

    private static boolean isVerticalBar(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at instanceof ScrollBar bar) {
                return bar.getOrientation() == Orientation.VERTICAL;
            }
        }
        return false;
    }

    private void moved(boolean up) {
        if (up) {
            model.followingProperty().set(false);
        } else {
            look();
        }
    }

    /// Who has moved down to the newest row wants to see the next ones too.
    private void look() {
        FxThread.later(
                () -> {
                    VirtualFlow<?> flow = flow();
                    if (flow != null
                            && !model.followingProperty().get()
                            && flow.getPosition() >= 1
                            && table.getSelectionModel().isEmpty()) {
                        model.followingProperty().set(true);
                    }
                });
    }

    private @Nullable VirtualFlow<?> flow() {
        return (VirtualFlow<?>) table.lookup(".virtual-flow");
    }

    private void around(Runnable change) {
        changing = true;
        try {
            Place before = place();
            change.run();
            selectAgain();
            if (before == null) {
                showNewest();
            } else if (model.indexOf(before.number) != before.index) {
                putOnTop(before);
            }
        } finally {
            changing = false;
        }
    }

    /// Which row is on top, and how much of it is hidden.
    private record Place(VirtualFlow<?> flow, long number, int index, double offset) {}

    /// Where the user looks; null when at the newest rows, wherever they are.
    private @Nullable Place place() {
        VirtualFlow<?> flow = flow();
        IndexedCell<?> top = flow == null ? null : flow.getFirstVisibleCell();
        if (flow == null || top == null || model.followingProperty().get()) {
            return null;
        }
        int index = top.getIndex();
        return index < 0 || index >= model.rows().size()
                ? null
                : new Place(flow, model.rows().get(index).number(), index, top.getLayoutY());
    }

    /// The rows before these were removed, or there are other rows.
    private void putOnTop(Place place) {
        table.layout();
        place.flow.scrollTo(model.indexOf(place.number));
        place.flow.scrollPixels(-place.offset);
    }

    /// The frame that is looked at stays marked as long as it has a row.
    private void selectAgain() {
        TrafficEntry selected = model.selectedProperty().get();
        int index = selected == null ? -1 : model.indexOf(selected.number());
        boolean there =
                selected != null
                        && index < model.rows().size()
                        && model.rows().get(index).equals(selected);
        if (!there) {
            table.getSelectionModel().clearSelection();
        } else if (table.getSelectionModel().getSelectedIndex() != index) {
            table.getSelectionModel().clearAndSelect(index);
        }
    }

    private void showNewest() {
        if (model.followingProperty().get() && table.getScene() != null) {
            table.scrollTo(model.rows().size() - 1);
        }
    }
}
