package org.resilientswarm.ui.graph;

import java.util.Locale;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import org.resilientswarm.ui.bridge.EdgeKind;

/// A short piece of line as the graph draws it, for the legend and tables; dashes and colour come
/// from the style sheet.
final class LineSample extends Pane {
    private static final double LENGTH = 30;
    private static final double MIDDLE = 7;

    LineSample(EdgeKind kind) {
        getStyleClass().addAll("line-sample", kind.name().toLowerCase(Locale.ROOT));
        setMouseTransparent(true);
        var line = new Line(0, MIDDLE, LENGTH, MIDDLE);
        getChildren().add(line);
        double centre = LENGTH / 2;
        if (kind == EdgeKind.DIRECT) {
            getChildren()
                    .add(
                            new Polygon(
                                    centre - 5,
                                    MIDDLE,
                                    centre,
                                    MIDDLE - 5,
                                    centre + 5,
                                    MIDDLE,
                                    centre,
                                    MIDDLE + 5));
        } else if (kind == EdgeKind.LOST) {
            getChildren()
                    .addAll(
                            new Line(centre - 4, MIDDLE - 4, centre + 4, MIDDLE + 4),
                            new Line(centre - 4, MIDDLE + 4, centre + 4, MIDDLE - 4));
        }
    }
}
