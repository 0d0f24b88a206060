package org.resilientswarm.ui.graph;

import java.util.List;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.transform.Affine;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.ui.bridge.EdgeView;
import org.resilientswarm.ui.graph.GraphInk.Ink;

/// The drawing: three canvases one above the other for lines and members, for what is selected or
/// under the cursor, and for labels.
///
/// A small graph is painted anew at every change of the camera. A large one is painted once and
/// moved as a whole while the camera moves, and painted anew when it has come to rest; on a
/// software renderer that is the difference between 10 and 60 frames a second.
final class GraphCanvas extends Pane {
    private static final Duration REST = Duration.millis(80);
    private static final int SMALL = 300;
    private static final double NORMAL_FONT = 14;

    private final Canvas base = new Canvas();
    private final Canvas overlay = new Canvas();
    private final Canvas labels = new Canvas();
    private final Label fontProbe = new Label();
    private final PauseTransition rest = new PauseTransition(REST);
    private final GraphInk ink = new GraphInk(this, this::repaint);
    private GraphScene scene = GraphScene.EMPTY;
    private Camera camera = new Camera(1, 0, 0);
    private Camera painted = camera;
    private boolean stale = true;
    private LabelPainter.Focus focus = LabelPainter.Focus.NONE;
    private Box covered = new Box(0, 0, 0, 0);

    GraphCanvas() {
        getStyleClass().add("graph-canvas");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.NODE);
        fontProbe.setManaged(false);
        fontProbe.setVisible(false);
        getChildren().addAll(base, overlay, labels, fontProbe);
        rest.setOnFinished(_ -> repaint());
        fontProbe.fontProperty().addListener((_, old, now) -> grow(now.getSize() / old.getSize()));
        focusedProperty().addListener((_, _, _) -> requestLayout());
    }

    private void repaint() {
        stale = true;
        requestLayout();
    }

    /// With larger letters members are larger, so they stand further apart as well.
    private void grow(double factor) {
        camera = camera.zoomed(factor, getWidth() / 2, getHeight() / 2);
        repaint();
    }

    GraphInk ink() {
        return ink;
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return ink.metaData();
    }

    void show(GraphScene next) {
        scene = next;
        repaint();
    }

    void select(@Nullable PublicKey member) {
        focus(new LabelPainter.Focus(member, focus.hovered(), focus.line()));
    }

    /// What is under the cursor: a member, a line, or neither.
    void hover(@Nullable PublicKey member, @Nullable EdgeView line) {
        focus(new LabelPainter.Focus(focus.selected(), member, line));
    }

    private void focus(LabelPainter.Focus next) {
        if (!next.equals(focus)) {
            focus = next;
            requestLayout();
        }
    }

    /// Something lies over this part of the drawing.
    void cover(Box part) {
        covered = part;
    }

    Camera camera() {
        return camera;
    }

    /// Looks elsewhere.
    void look(Camera next) {
        camera = next;
        if (scene.nodes().size() + scene.edges().size() <= SMALL) {
            repaint();
        } else {
            moveAsWhole();
            rest.playFromStart();
        }
    }

    /// Looks at everything.
    void fit() {
        if (getWidth() > 0 && getHeight() > 0) {
            var screen = new Box(0, 0, getWidth(), getHeight());
            look(
                    new Fit(screen, covered, uiScale())
                            .of(scene.nodes().stream().map(GraphScene.Node::place).toList()));
        }
    }

    private void moveAsWhole() {
        double scale = camera.scale() / painted.scale();
        for (Canvas canvas : List.of(base, overlay, labels)) {
            canvas.getTransforms()
                    .setAll(
                            new Affine(
                                    scale,
                                    0,
                                    camera.x() - painted.x() * scale,
                                    0,
                                    scale,
                                    camera.y() - painted.y() * scale));
        }
    }

    /// Tells when letters have another size.
    void onGrow(Runnable listener) {
        fontProbe.fontProperty().addListener((_, _, _) -> listener.run());
    }

    double uiScale() {
        return fontProbe.getFont().getSize() / NORMAL_FONT;
    }

    /// The member at a place of the screen.
    Optional<GraphScene.Node> nodeAt(double x, double y) {
        double reach = (ScenePainter.radius(camera, uiScale()) + 6 * uiScale()) / camera.scale();
        return scene.nodeAt(camera.toPlane(x, y), reach);
    }

    /// The connection at a place of the screen.
    Optional<GraphScene.Edge> edgeAt(double x, double y) {
        return scene.edgeAt(camera.toPlane(x, y), 6 * uiScale() / camera.scale());
    }

    /// Painting is part of layout: it happens at most once a pulse, and never while hidden.
    @Override
    protected void layoutChildren() {
        if (getWidth() <= 0 || getHeight() <= 0 || !isVisible()) {
            return;
        }
        boolean resized = base.getWidth() != getWidth() || base.getHeight() != getHeight();
        if (stale || resized) {
            stale = false;
            painted = camera;
            clear(base);
            new ScenePainter(base.getGraphicsContext2D(), ink, camera, uiScale()).paint(scene);
        }
        if (!painted.equals(camera)) {
            return;
        }
        clear(overlay);
        clear(labels);
        paintOverlay(overlay.getGraphicsContext2D());
        new LabelPainter(labels.getGraphicsContext2D(), ink, camera, fontProbe.getFont(), uiScale())
                .paint(scene, focus);
    }

    private void clear(Canvas canvas) {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        canvas.getTransforms().clear();
        canvas.getGraphicsContext2D().clearRect(0, 0, getWidth(), getHeight());
    }

    private void paintOverlay(GraphicsContext pen) {
        highlightEdges(pen);
        scene.node(focus.hovered()).ifPresent(node -> ring(pen, node, 8, 2, 0.5));
        scene.node(focus.selected()).ifPresent(node -> ring(pen, node, 10, isFocused() ? 4 : 3, 1));
    }

    private void highlightEdges(GraphicsContext pen) {
        PublicKey key = focus.selected();
        if (key == null) {
            return;
        }
        pen.setStroke(ink.of(Ink.ACCENT));
        pen.setGlobalAlpha(0.25);
        pen.setLineWidth(9 * uiScale());
        double clear = ScenePainter.radius(camera, uiScale()) + 12 * uiScale();
        for (GraphScene.Edge edge : scene.edges()) {
            if (edge.view().touches(key) && edge.curve().isEmpty()) {
                Point from = camera.toScreen(edge.from());
                Point to = camera.toScreen(edge.to());
                double share = clear / Math.max(clear * 3, from.distance(to));
                Point start = from.towards(to, share);
                Point end = to.towards(from, share);
                pen.strokeLine(start.x(), start.y(), end.x(), end.y());
            }
        }
        pen.setGlobalAlpha(1);
    }

    private void ring(
            GraphicsContext pen, GraphScene.Node node, double gap, double width, double alpha) {
        Point at = camera.toScreen(node.place());
        double radius = ScenePainter.radius(camera, uiScale()) + gap * uiScale();
        pen.setGlobalAlpha(alpha);
        pen.setStroke(ink.of(Ink.ACCENT));
        pen.setLineWidth(width * uiScale());
        pen.strokeOval(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius);
        pen.setGlobalAlpha(1);
    }
}
