package org.resilientswarm.ui.graph;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Paint;
import javafx.scene.shape.ArcType;
import javafx.scene.shape.StrokeLineCap;
import org.resilientswarm.ui.bridge.EdgeKind;
import org.resilientswarm.ui.bridge.NodeState;
import org.resilientswarm.ui.graph.GraphInk.Ink;

/// Paints connections and members. What a line or a dot means is told by its shape first and its
/// colour second, so that it survives a black-and-white print.
///
/// All lines of a kind are stroked as one path: a software renderer is twice as fast with that.
final class ScenePainter {
    private static final double RADIUS = 15;
    private static final int CROWDED = 40;
    private static final double MIN_ZOOM = 0.45;
    private static final double MAX_ZOOM = 1.5;

    private final GraphicsContext pen;
    private final GraphInk ink;
    private final Camera camera;
    private final double unit;
    private double thickness = 1;

    /// @param uiScale how large everything is shown, 1 for normal
    ScenePainter(GraphicsContext pen, GraphInk ink, Camera camera, double uiScale) {
        this.pen = pen;
        this.ink = ink;
        this.camera = camera;
        this.unit = unit(camera, uiScale);
    }

    private static double unit(Camera camera, double uiScale) {
        return uiScale * Math.clamp(camera.scale() / uiScale, MIN_ZOOM, MAX_ZOOM);
    }

    /// The radius of a member on the screen.
    static double radius(Camera camera, double uiScale) {
        return RADIUS * unit(camera, uiScale);
    }

    void paint(GraphScene scene) {
        thickness = scene.edges().size() > CROWDED ? 0.55 : 1;
        lines(scene, EdgeKind.OTHERS);
        for (EdgeKind kind : EdgeKind.values()) {
            if (kind != EdgeKind.OTHERS) {
                lines(scene, kind);
            }
        }
        scene.edges().forEach(this::mark);
        scene.nodes().forEach(this::node);
        pen.setGlobalAlpha(1);
    }

    private void lines(GraphScene scene, EdgeKind kind) {
        pen.setStroke(ink.of(kind));
        pen.setLineCap(kind == EdgeKind.CONNECTING ? StrokeLineCap.ROUND : StrokeLineCap.BUTT);
        pen.setLineWidth(width(kind) * unit * thickness);
        pen.setLineDashes(dashes(kind));
        pen.beginPath();
        scene.edges().stream()
                .filter(edge -> edge.view().kind() == kind && !edge.view().oneSided())
                .forEach(edge -> line(edge, 1));
        pen.stroke();
        pen.beginPath();
        scene.edges().stream()
                .filter(edge -> edge.view().kind() == kind && edge.view().oneSided())
                .forEach(edge -> line(edge, 0.5));
        pen.stroke();
        otherHalves(scene, kind);
        pen.setLineDashes();
    }

    private static double width(EdgeKind kind) {
        return switch (kind) {
            case LOST -> 1.2;
            case OTHERS -> 1.4;
            case LOCAL, DIRECT, RELAYED, CONNECTING -> 2.4;
        };
    }

    /// Of a connection that only one end claims, the other half is dotted.
    private void otherHalves(GraphScene scene, EdgeKind kind) {
        pen.setLineDashes(dashes(EdgeKind.CONNECTING));
        pen.beginPath();
        scene.edges().stream()
                .filter(edge -> edge.view().kind() == kind && edge.view().oneSided())
                .forEach(
                        edge -> {
                            move(camera.toScreen(edge.middle()), false);
                            move(camera.toScreen(edge.to()), true);
                        });
        pen.stroke();
    }

    private double[] dashes(EdgeKind kind) {
        return switch (kind) {
            case LOCAL, DIRECT, OTHERS, LOST -> new double[0];
            case RELAYED -> new double[] {12 * unit, 5 * unit, 2.5 * unit, 5 * unit};
            case CONNECTING -> new double[] {0.1, 6 * unit};
        };
    }

    private void line(GraphScene.Edge edge, double share) {
        Point from = camera.toScreen(edge.from());
        move(from, false);
        if (edge.curve().isEmpty()) {
            move(from.towards(camera.toScreen(edge.to()), share), true);
        }
        for (RelayCurve.Piece piece : edge.curve()) {
            Point control1 = camera.toScreen(piece.control1());
            Point control2 = camera.toScreen(piece.control2());
            Point to = camera.toScreen(piece.to());
            pen.bezierCurveTo(
                    control1.x(), control1.y(), control2.x(), control2.y(), to.x(), to.y());
        }
    }

    private void move(Point point, boolean draw) {
        if (draw) {
            pen.lineTo(point.x(), point.y());
        } else {
            pen.moveTo(point.x(), point.y());
        }
    }

    /// Whether lines of this kind have a sign in their middle.
    static boolean hasMark(EdgeKind kind) {
        return kind == EdgeKind.DIRECT || kind == EdgeKind.LOST || kind == EdgeKind.RELAYED;
    }

    private void mark(GraphScene.Edge edge) {
        Point at = camera.toScreen(edge.middle());
        Paint colour = ink.of(edge.view().kind());
        pen.setStroke(colour);
        pen.setLineWidth(2 * unit * thickness);
        switch (edge.view().kind()) {
            case DIRECT -> diamond(at, colour);
            case LOST -> cross(at, 5 * unit);
            case RELAYED -> {
                pen.setFill(ink.of(Ink.PAPER));
                circle(at, 6 * unit, true, true);
            }
            case LOCAL, OTHERS, CONNECTING -> {}
        }
    }

    private void diamond(Point at, Paint colour) {
        double size = 6.5 * unit * thickness;
        double[] xs = {at.x() - size, at.x(), at.x() + size, at.x()};
        double[] ys = {at.y(), at.y() - size, at.y(), at.y() + size};
        pen.setFill(ink.of(Ink.PAPER));
        pen.fillPolygon(xs, ys, 4);
        pen.setStroke(colour);
        pen.strokePolygon(xs, ys, 4);
    }

    private void cross(Point at, double size) {
        pen.strokeLine(at.x() - size, at.y() - size, at.x() + size, at.y() + size);
        pen.strokeLine(at.x() - size, at.y() + size, at.x() + size, at.y() - size);
    }

    private void node(GraphScene.Node node) {
        Point at = camera.toScreen(node.place());
        double radius = RADIUS * unit;
        pen.setGlobalAlpha(node.gone() ? 0.15 + 0.5 * node.presence() : 1);
        NodeState state = node.gone() ? NodeState.KNOWN : node.view().state();
        pen.setStroke(ink.of(state));
        pen.setLineWidth(2.4 * unit);
        pen.setFill(ink.of(Ink.PAPER));
        circle(at, radius + 2.5 * unit, true, false);
        body(at, radius, state, node.gone());
        if (node.view().self()) {
            circle(at, radius + 5 * unit, false, true);
        }
        if (node.pinned()) {
            pin(at, radius);
        }
    }

    private void body(Point at, double radius, NodeState state, boolean gone) {
        pen.setFill(ink.of(state));
        if (gone || state == NodeState.LOST) {
            pen.setLineDashes(4 * unit, 4 * unit);
        } else if (state == NodeState.CONNECTING) {
            pen.setLineDashes(1.5 * unit, 4 * unit);
        }
        circle(at, radius, state == NodeState.GOOD, true);
        pen.setLineDashes();
        if (state == NodeState.POOR) {
            pen.fillArc(
                    at.x() - radius,
                    at.y() - radius,
                    2 * radius,
                    2 * radius,
                    90,
                    180,
                    ArcType.CHORD);
        } else if (state == NodeState.LOST) {
            cross(at, radius * 0.45);
        }
    }

    private void pin(Point at, double radius) {
        double size = 3.5 * unit;
        pen.setFill(ink.of(Ink.TEXT));
        pen.fillOval(at.x() + radius * 0.75 - size, at.y() - radius - size, 2 * size, 2 * size);
    }

    private void circle(Point at, double radius, boolean fill, boolean stroke) {
        if (fill) {
            pen.fillOval(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius);
        }
        if (stroke) {
            pen.strokeOval(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius);
        }
    }
}
