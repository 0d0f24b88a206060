package org.resilientswarm.ui.graph;

import java.util.Optional;
import javafx.scene.Cursor;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;

/// What mouse and keyboard do to the graph.
final class GraphControl {
    private static final double ZOOM_STEP = 1.2;
    private static final double CLICK_SLOP = 4;

    private final GraphCanvas canvas;
    private final GraphViewModel model;
    private final Runnable openDetails;
    private @Nullable PublicKey dragged;
    private double lastX;
    private double lastY;
    private double startX;
    private double startY;
    private boolean moved;

    GraphControl(GraphCanvas canvas, GraphViewModel model, Runnable openDetails) {
        this.canvas = canvas;
        this.model = model;
        this.openDetails = openDetails;
    }

    void attach() {
        canvas.addEventHandler(ScrollEvent.SCROLL, this::scroll);
        canvas.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        canvas.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        canvas.addEventHandler(MouseEvent.MOUSE_RELEASED, this::release);
        canvas.addEventHandler(MouseEvent.MOUSE_MOVED, this::move);
        canvas.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> canvas.hover(null, null));
        canvas.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    private void scroll(ScrollEvent event) {
        if (event.getDeltaY() != 0) {
            model.touch();
            double factor = Math.pow(ZOOM_STEP, Math.clamp(event.getDeltaY() / 40, -3, 3));
            canvas.look(canvas.camera().zoomed(factor, event.getX(), event.getY()));
            event.consume();
        }
    }

    private void press(MouseEvent event) {
        canvas.requestFocus();
        lastX = event.getX();
        lastY = event.getY();
        startX = lastX;
        startY = lastY;
        moved = false;
        dragged =
                event.getButton() == MouseButton.PRIMARY
                        ? canvas.nodeAt(lastX, lastY).map(node -> node.view().key()).orElse(null)
                        : null;
    }

    private void drag(MouseEvent event) {
        if (!moved && Math.hypot(event.getX() - startX, event.getY() - startY) < CLICK_SLOP) {
            return;
        }
        moved = true;
        PublicKey member = dragged;
        if (member != null) {
            model.move(member, canvas.camera().toPlane(event.getX(), event.getY()));
        } else {
            model.touch();
            canvas.setCursor(Cursor.CLOSED_HAND);
            canvas.look(canvas.camera().panned(event.getX() - lastX, event.getY() - lastY));
        }
        lastX = event.getX();
        lastY = event.getY();
    }

    private void release(MouseEvent event) {
        canvas.setCursor(Cursor.DEFAULT);
        if (!moved && event.getButton() == MouseButton.PRIMARY) {
            model.selection().member().set(dragged);
            if (dragged != null) {
                openDetails.run();
            }
        }
        dragged = null;
    }

    private void move(MouseEvent event) {
        var under = canvas.nodeAt(event.getX(), event.getY());
        var line =
                under.isPresent()
                        ? Optional.<GraphScene.Edge>empty()
                        : canvas.edgeAt(event.getX(), event.getY());
        canvas.hover(
                under.map(node -> node.view().key()).orElse(null),
                line.map(GraphScene.Edge::view).orElse(null));
        canvas.setCursor(under.isPresent() ? Cursor.HAND : Cursor.DEFAULT);
    }

    private void key(KeyEvent event) {
        if (event.isControlDown() || event.isAltDown() || event.isMetaDown()) {
            return;
        }
        switch (event.getCode()) {
            case LEFT -> model.selectNext(-1, 0);
            case RIGHT -> model.selectNext(1, 0);
            case UP -> model.selectNext(0, -1);
            case DOWN -> model.selectNext(0, 1);
            case ENTER, SPACE -> openDetails.run();
            case P -> pinSelected();
            case DIGIT0, NUMPAD0 -> fit();
            case PLUS, ADD, EQUALS -> zoom(ZOOM_STEP);
            case MINUS, SUBTRACT -> zoom(1 / ZOOM_STEP);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void pinSelected() {
        PublicKey selected = model.selection().member().get();
        if (selected != null) {
            model.togglePin(selected);
        }
    }

    void fit() {
        model.touch();
        canvas.fit();
    }

    void zoom(double factor) {
        model.touch();
        canvas.look(canvas.camera().zoomed(factor, canvas.getWidth() / 2, canvas.getHeight() / 2));
    }

    void zoomIn() {
        zoom(ZOOM_STEP);
    }

    void zoomOut() {
        zoom(1 / ZOOM_STEP);
    }
}
