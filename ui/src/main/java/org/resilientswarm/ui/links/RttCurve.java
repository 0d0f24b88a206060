package org.resilientswarm.ui.links;

import java.time.Instant;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.shape.StrokeLineJoin;
import org.jspecify.annotations.Nullable;

/// The round-trip times of a minute as a curve from zero up, painted on a canvas. What was not
/// measured is a gap. Its colours come from the style sheet.
final class RttCurve extends Region {
    private static final StyleablePropertyFactory<RttCurve> FACTORY =
            new StyleablePropertyFactory<>(Region.getClassCssMetaData());

    private static final double HEADROOM = 1.15;

    private final StyleableProperty<Paint> line =
            FACTORY.createStyleablePaintProperty(
                    this, "line", "-curve-line", curve -> curve.lineProperty(), Color.GRAY);
    private final StyleableProperty<Paint> grid =
            FACTORY.createStyleablePaintProperty(
                    this, "grid", "-curve-grid", curve -> curve.gridProperty(), Color.GRAY);
    private final Canvas canvas = new Canvas();
    private final int gridLines;
    private List<List<RttHistory.Dot>> pieces = List.of();
    private double top = 1;

    /// @param gridLines how many lines across
    RttCurve(int gridLines) {
        this.gridLines = gridLines;
        getStyleClass().add("rtt-curve");
        setMouseTransparent(true);
        getChildren().add(canvas);
        for (StyleableProperty<Paint> colour : List.of(line, grid)) {
            if (colour instanceof ObservableValue<?> observable) {
                observable.addListener((_, _, _) -> requestLayout());
            }
        }
    }

    private StyleableProperty<Paint> lineProperty() {
        return line;
    }

    private StyleableProperty<Paint> gridProperty() {
        return grid;
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return FACTORY.getCssMetaData();
    }

    /// Shows the minute before this moment; nothing without a history.
    void show(@Nullable RttHistory history, Instant now) {
        pieces = history == null ? List.of() : history.pieces(now);
        double most =
                pieces.stream()
                        .flatMap(List::stream)
                        .mapToDouble(RttHistory.Dot::millis)
                        .max()
                        .orElse(1);
        top = Math.max(1, most * HEADROOM);
        requestLayout();
    }

    /// What the upper edge stands for, in milliseconds.
    double top() {
        return top;
    }

    /// Painting is part of layout: it happens at most once a pulse.
    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        canvas.setWidth(width);
        canvas.setHeight(height);
        GraphicsContext pen = canvas.getGraphicsContext2D();
        pen.clearRect(0, 0, width, height);
        pen.setStroke(grid.getValue());
        pen.setLineWidth(1);
        for (int i = 0; i < gridLines; i++) {
            double y = Math.round((height - 1) * i / Math.max(1, gridLines - 1)) + 0.5;
            pen.strokeLine(0, y, width, y);
        }
        pen.setStroke(line.getValue());
        pen.setFill(line.getValue());
        pen.setLineJoin(StrokeLineJoin.ROUND);
        double thick = Math.clamp(height / 16, 1.4, 2.4);
        pen.setLineWidth(thick);
        pieces.forEach(piece -> paint(pen, piece, thick));
    }

    private void paint(GraphicsContext pen, List<RttHistory.Dot> piece, double thick) {
        RttHistory.Dot first = piece.getFirst();
        if (piece.size() == 1) {
            pen.fillOval(x(first) - thick, y(first) - thick, 2 * thick, 2 * thick);
            return;
        }
        pen.beginPath();
        pen.moveTo(x(first), y(first));
        piece.stream().skip(1).forEach(dot -> pen.lineTo(x(dot), y(dot)));
        pen.stroke();
    }

    private double x(RttHistory.Dot dot) {
        return 1 + dot.share() * (getWidth() - 2);
    }

    private double y(RttHistory.Dot dot) {
        return (getHeight() - 2) * (1 - dot.millis() / top) + 1;
    }
}
