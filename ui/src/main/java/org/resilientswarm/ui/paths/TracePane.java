package org.resilientswarm.ui.paths;

import java.time.Instant;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.resilientswarm.ui.control.FactGrid;
import org.resilientswarm.ui.control.Texts;

/// The path in use, hop by hop, as the last trace found it.
final class TracePane extends VBox {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final PathsViewModel model;
    private final Label status = new Label();
    private final FactGrid hops = new FactGrid();

    TracePane(PathsViewModel model) {
        this.model = model;
        getStyleClass().add("trace-pane");
        status.setId("paths-trace-status");
        status.getStyleClass().add("fault");
        status.setWrapText(true);
        status.setMinHeight(Region.USE_PREF_SIZE);
        hops.setId("paths-hops");
        getChildren().addAll(status, hops);
        model.seenProperty().addListener((_, _, _) -> refresh());
        model.peerProperty().addListener((_, _, _) -> refresh());
        refresh();
    }

    private void refresh() {
        PathWork.Trace trace = model.current().trace();
        status.setText(text(trace));
        status.pseudoClassStateChanged(WRONG, trace.failure() != null);
        hops.show(model.words().hops(trace.hops()));
    }

    private static String text(PathWork.Trace trace) {
        Instant at = trace.at();
        if (trace.failure() != null) {
            return PathWords.failure(trace.failure());
        }
        if (trace.running()) {
            return Texts.of("paths.trace.running");
        }
        return at == null
                ? Texts.of("paths.trace.none")
                : Texts.of("paths.trace.done", PathWords.time(at), trace.hops().size());
    }
}
