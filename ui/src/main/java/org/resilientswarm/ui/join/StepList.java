package org.resilientswarm.ui.join;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.resilientswarm.ui.bridge.JoinProgress;
import org.resilientswarm.ui.bridge.JoinProgress.Kind;
import org.resilientswarm.ui.bridge.JoinProgress.State;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.Numbers;
import org.resilientswarm.ui.control.Texts;

/// The steps of joining, each with a sign for its state and the time that it took.
final class StepList extends GridPane {
    private final Map<Kind, Row> rows = new EnumMap<>(Kind.class);

    private record Row(StackPane sign, Label name, Label time) {}

    StepList() {
        getStyleClass().add("step-list");
        for (Kind kind : Kind.values()) {
            var row = new Row(new StackPane(), new Label(Texts.word(kind)), new Label());
            row.time.getStyleClass().addAll("mono", "hint");
            rows.put(kind, row);
            addRow(rows.size() - 1, row.sign, row.name, row.time);
        }
    }

    void show(JoinProgress progress) {
        for (JoinProgress.Step step : progress.steps()) {
            Row row = rows.get(step.kind());
            if (row != null) {
                show(row, step);
            }
        }
    }

    private static void show(Row row, JoinProgress.Step step) {
        FontIcon icon = Icons.of(icon(step.state()));
        icon.getStyleClass().add("step-" + step.state().name().toLowerCase(Locale.ROOT));
        row.sign.getChildren().setAll(icon);
        row.name.setDisable(step.state() == State.WAITING);
        row.name.setAccessibleText(
                Texts.of("join.step.state", Texts.word(step.kind()), Texts.word(step.state())));
        boolean timed = step.state() != State.WAITING && step.state() != State.SKIPPED;
        row.time.setText(timed ? Numbers.seconds(step.elapsed()) : "");
    }

    private static Feather icon(State state) {
        return switch (state) {
            case WAITING -> Feather.CIRCLE;
            case RUNNING -> Feather.LOADER;
            case DONE -> Feather.CHECK_CIRCLE;
            case SKIPPED -> Feather.MINUS_CIRCLE;
            case FAILED -> Feather.X_CIRCLE;
        };
    }
}
