package org.resilientswarm.ui.control;

import javafx.scene.text.Font;
import javafx.scene.text.Text;

/// How wide texts are. JavaFX thread.
public final class TextWidth {
    private TextWidth() {}

    /// The width of a text in pixels.
    public static double of(String text, Font font) {
        var measured = new Text(text);
        measured.setFont(font);
        return measured.getLayoutBounds().getWidth();
    }
}
