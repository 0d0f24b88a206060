package org.resilientswarm.ui.shell;

import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// The keys that work everywhere in the window.
final class Keys {
    private final Desk desk;
    private final Look look;

    Keys(Desk desk, Look look) {
        this.desk = desk;
        this.look = look;
    }

    void attach(Scene scene) {
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, this::left);
    }

    private void pressed(KeyEvent event) {
        boolean done = event.isShortcutDown() ? withControl(event.getCode()) : false;
        if (event.getCode() == KeyCode.F6) {
            desk.cycleRegions(event.isShiftDown() ? -1 : 1);
            done = true;
        }
        if (done) {
            event.consume();
        }
    }

    private boolean withControl(KeyCode code) {
        switch (code) {
            case J -> desk.openJoin();
            case DIGIT1, NUMPAD1 -> go(Screen.GRAPH);
            case DIGIT2, NUMPAD2 -> go(Screen.PEERS);
            case DIGIT3, NUMPAD3 -> go(Screen.TRAFFIC);
            case DIGIT4, NUMPAD4 -> go(Screen.DATABASE);
            case DIGIT5, NUMPAD5 -> go(Screen.LINKS);
            case DIGIT6, NUMPAD6 -> go(Screen.PATHS);
            case PLUS, ADD, EQUALS -> look.enlarge();
            case MINUS, SUBTRACT -> look.shrink();
            case DIGIT0, NUMPAD0 -> look.resetScale();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void go(Screen screen) {
        if (desk.runs()) {
            desk.open(screen);
        }
    }

    /// What no control has used.
    private void left(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            desk.escape();
            event.consume();
        }
    }
}
