package org.resilientswarm.ui.control;

import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import org.jspecify.annotations.Nullable;

/// Moves what a scroll pane shows.
public final class Scrolling {
    private Scrolling() {}

    /// Brings a node into view when it lies within the pane's content and outside of what is seen.
    public static void reveal(ScrollPane pane, @Nullable Node node) {
        Node content = pane.getContent();
        if (node == null || content == null || !isWithin(node, content)) {
            return;
        }
        pane.applyCss();
        pane.layout();
        Bounds place = content.sceneToLocal(node.localToScene(node.getLayoutBounds()));
        double seen = pane.getViewportBounds().getHeight();
        double hidden = content.getLayoutBounds().getHeight() - seen;
        if (hidden <= 0) {
            return;
        }
        double top = pane.getVvalue() * hidden;
        if (place.getMinY() < top) {
            pane.setVvalue(Math.max(0, place.getMinY() / hidden));
        } else if (place.getMaxY() > top + seen) {
            pane.setVvalue(Math.min(1, (place.getMaxY() - seen) / hidden));
        }
    }

    private static boolean isWithin(Node node, Node ancestor) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.equals(ancestor)) {
                return true;
            }
        }
        return false;
    }
}
