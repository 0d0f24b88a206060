package org.resilientswarm.ui.control;

import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// Four bars of growing height, as many of them filled as something is good.
public final class QualityBars extends HBox {
    private static final int BARS = 4;

    /// None filled.
    public QualityBars() {
        getStyleClass().add("quality-bars");
        setMouseTransparent(true);
        for (int bar = 1; bar <= BARS; bar++) {
            var region = new Region();
            region.getStyleClass().addAll("bar", "bar-" + bar);
            getChildren().add(region);
        }
    }

    /// Fills the first bars.
    ///
    /// @param filled 0 to 4
    public void show(int filled) {
        for (int bar = 0; bar < BARS; bar++) {
            var styles = getChildren().get(bar).getStyleClass();
            styles.remove("filled");
            if (bar < filled) {
                styles.add("filled");
            }
        }
    }
}
