package org.resilientswarm.ui.graph;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
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

/// Writes names beside members and round-trip times on connections, each on a plate that keeps it
/// readable over lines.
final class LabelPainter {
    /// With more members than this only what is selected or under the cursor has a name.
    static final int MAX_NAMES = 200;

    /// With more connections than this only those of the selected member have a label.
    static final int MAX_EDGE_LABELS = 24;

    private static final double PADDING = 5;

    /// Room is reserved for this latency, so that labels stay where they are while numbers change.
    private static final String WIDEST = Numbers.latency(Duration.ofNanos(88_800_000));

    private final GraphicsContext pen;
    private final GraphInk ink;
    private final Camera camera;
    private final double uiScale;
    private final Font plain;
    private final Font strong;

    private record Name(String text, Point centre, Box box, double alpha) {}

    LabelPainter(GraphicsContext pen, GraphInk ink, Camera camera, Font font, double uiScale) {
        this.pen = pen;
        this.ink = ink;
        this.camera = camera;
        this.uiScale = uiScale;
        plain = Font.font(font.getFamily(), font.getSize() * 0.86);
        strong = Font.font(font.getFamily(), FontWeight.BOLD, font.getSize() * 0.93);
    }

    /// What a person looks at just now: it is labelled even where there is little room.
    ///
    /// @param selected the selected member
    /// @param hovered the member under the cursor
    /// @param line the connection under the cursor
    record Focus(
            @Nullable PublicKey selected, @Nullable PublicKey hovered, @Nullable EdgeView line) {
        static final Focus NONE = new Focus(null, null, null);

        private boolean on(EdgeView edge) {
            return touches(edge, selected)
                    || touches(edge, hovered)
                    || (line != null && line.isSame(edge));
        }

        private boolean on(PublicKey key) {
            return key.equals(selected) || key.equals(hovered);
        }

        private static boolean touches(EdgeView edge, @Nullable PublicKey key) {
            return key != null && edge.touches(key);
        }
    }

    /// Paints all labels that there is room for.
    void paint(GraphScene scene, Focus focus) {
        List<Name> names = names(scene, focus);
        List<Box> taken = obstacles(scene, names);
        Map<GraphScene.Edge, Box> calm = Map.of();
        if (own(scene.edges()).size() <= MAX_EDGE_LABELS) {
            calm = new LabelPlacement(taken).place(wishes(own(scene.edges())));
        }
        Map<GraphScene.Edge, Box> wanted = wanted(scene, focus, calm, taken);
        calm.forEach(
                (edge, box) -> {
                    if (!wanted.containsKey(edge)
                            && wanted.values().stream().noneMatch(box::overlaps)) {
                        edge(edge, box);
                    }
                });
        wanted.forEach(this::edge);
        names.forEach(this::name);
    }

    /// What others do among each other is not labelled unless somebody looks at it.
    private static List<GraphScene.Edge> own(List<GraphScene.Edge> edges) {
        return edges.stream().filter(edge -> edge.view().kind() != EdgeKind.OTHERS).toList();
    }

    /// Labels of what is in focus: where they are anyway, else where there is room once the others
    /// give way, else in the middle of their line.
    private Map<GraphScene.Edge, Box> wanted(
            GraphScene scene, Focus focus, Map<GraphScene.Edge, Box> calm, List<Box> taken) {
        Map<GraphScene.Edge, Box> wanted = new LinkedHashMap<>();
        List<GraphScene.Edge> open = new ArrayList<>();
        List<Box> blocked = new ArrayList<>(taken);
        for (GraphScene.Edge edge : scene.edges()) {
            Box box = calm.get(edge);
            if (focus.on(edge.view()) && box != null) {
                wanted.put(edge, box);
                blocked.add(box);
            } else if (focus.on(edge.view())) {
                open.add(edge);
            }
        }
        var wishes = wishes(open);
        Map<GraphScene.Edge, Box> found = new LabelPlacement(blocked).place(wishes);
        wishes.forEach((edge, wish) -> wanted.put(edge, found.getOrDefault(edge, wish.at(0.5))));
        return wanted;
    }

    private SequencedMap<GraphScene.Edge, LabelPlacement.Wish> wishes(List<GraphScene.Edge> edges) {
        var wishes = new LinkedHashMap<GraphScene.Edge, LabelPlacement.Wish>();
        for (GraphScene.Edge edge : edges) {
            double width = width(text(edge.view(), WIDEST), plain) + 2 * PADDING * uiScale;
            wishes.put(
                    edge,
                    new LabelPlacement.Wish(
                            camera.toScreen(edge.labelFrom()),
                            camera.toScreen(edge.labelTo()),
                            width,
                            height(plain)));
        }
        return wishes;
    }

    /// Members, names, and the marks in the middle of lines.
    private List<Box> obstacles(GraphScene scene, List<Name> names) {
        List<Box> taken = new ArrayList<>();
        double size = 2 * (ScenePainter.radius(camera, uiScale) + 7 * uiScale);
        scene.nodes().forEach(n -> taken.add(Box.around(camera.toScreen(n.place()), size, size)));
        names.forEach(name -> taken.add(name.box));
        for (GraphScene.Edge edge : scene.edges()) {
            if (ScenePainter.hasMark(edge.view().kind())) {
                double mark = ScenePainter.radius(camera, uiScale);
                taken.add(Box.around(camera.toScreen(edge.middle()), mark, mark));
            }
        }
        return taken;
    }

    private List<Name> names(GraphScene scene, Focus focus) {
        double middle =
                scene.nodes().stream().mapToDouble(node -> node.place().y()).average().orElse(0);
        boolean all = scene.nodes().size() <= MAX_NAMES;
        return scene.nodes().stream()
                .filter(n -> all || focus.on(n.view().key()) || n.view().self())
                .map(node -> name(node, node.place().y() < middle - 1))
                .toList();
    }

    private void edge(GraphScene.Edge edge, Box room) {
        EdgeView view = edge.view();
        var centre = new Point(room.x() + room.width() / 2, room.y() + room.height() / 2);
        plate(text(view, Numbers.latency(view.rtt())), plain, centre, Ink.MUTED);
    }

    private static String text(EdgeView edge, String latency) {
        if (edge.oneSided()) {
            return Texts.of("graph.edge.one-sided");
        }
        boolean plain = edge.up() && !edge.relayed();
        if (plain && edge.rtt() != null) {
            return latency;
        }
        String word = Texts.word(edge.kind());
        return edge.rtt() == null ? word : word + " · " + latency;
    }

    /// Names of the upper half stand above their members, where fewer lines are.
    private Name name(GraphScene.Node node, boolean above) {
        double away = ScenePainter.radius(camera, uiScale) + 18 * uiScale;
        String text = node.view().label();
        if (node.view().self()) {
            text = Texts.of("graph.node.self", text);
        } else if (node.gone()) {
            text = Texts.of("graph.node.gone", text);
        }
        Point centre = camera.toScreen(node.place()).plus(0, above ? -away : away);
        double width = width(text, strong) + 2 * PADDING * uiScale;
        double alpha = node.gone() ? 0.3 + 0.6 * node.presence() : 1;
        return new Name(text, centre, Box.around(centre, width, height(strong)), alpha);
    }

    private void name(Name name) {
        pen.setGlobalAlpha(name.alpha);
        plate(name.text, strong, name.centre, Ink.TEXT);
        pen.setGlobalAlpha(1);
    }

    private void plate(String text, Font font, Point centre, Ink colour) {
        double width = width(text, font) + 2 * PADDING * uiScale;
        double height = height(font);
        pen.setFill(ink.of(Ink.PLATE));
        pen.fillRoundRect(
                centre.x() - width / 2, centre.y() - height / 2, width, height, height, height);
        pen.setFont(font);
        pen.setFill(ink.of(colour));
        pen.setTextAlign(TextAlignment.CENTER);
        pen.setTextBaseline(VPos.CENTER);
        pen.fillText(text, centre.x(), centre.y());
    }

    private double height(Font font) {
        return font.getSize() + PADDING * uiScale;
    }

    private static double width(String text, Font font) {
        var measured = new Text(text);
        measured.setFont(font);
        return measured.getLayoutBounds().getWidth();
    }
}
