package org.resilientswarm.ui.control;

import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;

/// Puts a text on the clipboard and shows for a moment that it did.
public final class CopyButton extends Button {
    private static final Duration SHOWN = Duration.seconds(1.5);

    private final PauseTransition back = new PauseTransition(SHOWN);

    /// @param what names what is copied, for people who hear the screen
    /// @param text gives what is copied when the button is pressed
    public CopyButton(String what, Supplier<String> text) {
        getStyleClass().addAll("flat", "button-icon", "copy-button");
        setGraphic(Icons.of(Feather.COPY));
        setAccessibleText(what);
        setTooltip(new Tooltip(what));
        setOnAction(_ -> copy(text.get()));
        back.setOnFinished(_ -> setGraphic(Icons.of(Feather.COPY)));
    }

    private void copy(String text) {
        put(text);
        setGraphic(Icons.of(Feather.CHECK));
        back.playFromStart();
    }

    /// Puts the text on the clipboard.
    public static void put(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
