package org.resilientswarm.ui.graph;

import java.util.Locale;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import org.resilientswarm.ui.bridge.EdgeKind;

/// A short piece of line as the graph draws it, for the legend; size, dashes and colour come from
/// the style sheet.
final class LineSample extends Pane {
    private static final double MARK_SHARE = 0.34;

    private final EdgeKind kind;

    LineSample(EdgeKind kind) {
        this.kind = kind;
        getStyleClass().addAll("line-sample", kind.name().toLowerCase(Locale.ROOT));
        setMouseTransparent(true);
        widthProperty().addListener((_, _, _) -> draw());
        heightProperty().addListener((_, _, _) -> draw());
    }

    private void draw() {
        double middle = getHeight() / 2;
        double centre = getWidth() / 2;
        double size = getHeight() * MARK_SHARE;
        getChildren().setAll(new Line(0, middle, getWidth(), middle));
        if (kind == EdgeKind.DIRECT) {
            getChildren()
                    .add(
                            new Polygon(
                                    centre - size,
                                    middle,
                                    centre,
                                    middle - size,
                                    centre + size,
                                    middle,
                                    centre,
                                    middle + size));
        } else if (kind == EdgeKind.LOST) {
            getChildren()
                    .addAll(
                            new Line(centre - size, middle - size, centre + size, middle + size),
                            new Line(centre - size, middle + size, centre + size, middle - size));
        }
    }
}
