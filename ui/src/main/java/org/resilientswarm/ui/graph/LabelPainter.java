package org.resilientswarm.ui.graph;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.ui.bridge.EdgeKind;
import org.resilientswarm.ui.bridge.EdgeView;
import org.resilientswarm.ui.control.Numbers;
import org.resilientswarm.ui.control.Texts;
import org.resilientswarm.ui.graph.GraphInk.Ink;

/// Writes names beneath members and round-trip times on connections, each on a plate that keeps it
/// readable over lines.
final class LabelPainter {
    /// With more members than this only what is selected or under the cursor has a name.
    static final int MAX_NAMES = 200;

    /// With more connections than this only those of the selected member have a label.
    static final int MAX_EDGE_LABELS = 24;

    private static final double PADDING = 5;

    private final GraphicsContext pen;
    private final GraphInk ink;
    private final Camera camera;
    private final double uiScale;
    private final Font plain;
    private final Font strong;

    LabelPainter(GraphicsContext pen, GraphInk ink, Camera camera, Font font, double uiScale) {
        this.pen = pen;
        this.ink = ink;
        this.camera = camera;
        this.uiScale = uiScale;
        plain = Font.font(font.getFamily(), font.getSize() * 0.86);
        strong = Font.font(font.getFamily(), FontWeight.BOLD, font.getSize() * 0.93);
    }

    /// Paints all labels that there is room for.
    void paint(GraphScene scene, @Nullable PublicKey selected, @Nullable PublicKey hovered) {
        boolean allEdges = scene.edges().size() <= MAX_EDGE_LABELS;
        for (GraphScene.Edge edge : scene.edges()) {
            if (allEdges || touches(edge.view(), selected) || touches(edge.view(), hovered)) {
                edge(edge);
            }
        }
        double middle =
                scene.nodes().stream().mapToDouble(node -> node.place().y()).average().orElse(0);
        boolean allNames = scene.nodes().size() <= MAX_NAMES;
        for (GraphScene.Node node : scene.nodes()) {
            PublicKey key = node.view().key();
            if (allNames || key.equals(selected) || key.equals(hovered) || node.view().self()) {
                node(node, node.place().y() < middle - 1);
            }
        }
    }

    private static boolean touches(EdgeView edge, @Nullable PublicKey key) {
        return key != null && edge.touches(key);
    }

    private void edge(GraphScene.Edge edge) {
        Point at = camera.toScreen(edge.from().towards(edge.to(), 0.5));
        boolean steep =
                Math.abs(edge.to().y() - edge.from().y())
                        > Math.abs(edge.to().x() - edge.from().x());
        String text = text(edge.view());
        if (!text.isEmpty()) {
            double shift = steep ? width(text, plain) / 2 + 12 * uiScale : 0;
            plate(text, plain, at.plus(shift, steep ? 0 : 18 * uiScale), Ink.MUTED);
        }
    }

    private static String text(EdgeView edge) {
        if (edge.oneSided()) {
            return Texts.of("graph.edge.one-sided");
        }
        boolean plain = edge.kind() == EdgeKind.LOCAL || edge.kind() == EdgeKind.DIRECT;
        if (plain && edge.rtt() != null) {
            return Numbers.latency(edge.rtt());
        }
        String word = Texts.word(edge.kind());
        return edge.rtt() == null ? word : word + " · " + Numbers.latency(edge.rtt());
    }

    /// Names of the upper half stand above their members, where fewer lines are.
    private void node(GraphScene.Node node, boolean above) {
        double away = ScenePainter.radius(camera, uiScale) + 24 * uiScale;
        String name = node.view().label();
        if (node.view().self()) {
            name = Texts.of("graph.node.self", name);
        } else if (node.gone()) {
            name = Texts.of("graph.node.gone", name);
        }
        pen.setGlobalAlpha(node.gone() ? 0.3 + 0.6 * node.presence() : 1);
        plate(name, strong, camera.toScreen(node.place()).plus(0, above ? -away : away), Ink.TEXT);
        pen.setGlobalAlpha(1);
    }

    private void plate(String text, Font font, Point centre, Ink colour) {
        double width = width(text, font) + 2 * PADDING * uiScale;
        double height = font.getSize() + PADDING * uiScale;
        pen.setFill(ink.of(Ink.PLATE));
        pen.fillRoundRect(
                centre.x() - width / 2, centre.y() - height / 2, width, height, height, height);
        pen.setFont(font);
        pen.setFill(ink.of(colour));
        pen.setTextAlign(TextAlignment.CENTER);
        pen.setTextBaseline(VPos.CENTER);
        pen.fillText(text, centre.x(), centre.y());
    }

    private static double width(String text, Font font) {
        var measured = new Text(text);
        measured.setFont(font);
        return measured.getLayoutBounds().getWidth();
    }
}
