package org.resilientswarm.ui.bridge;

import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;

/// What the desktop says about how programs should look. Used on the JavaFX thread.
public final class SystemLook {
    private SystemLook() {}

    /// Whether the desktop is light or dark right now.
    public static ReadOnlyObjectProperty<ColorScheme> colorScheme() {
        return Platform.getPreferences().colorSchemeProperty();
    }

    /// Whether the desktop asks for as little movement as possible.
    public static ReadOnlyBooleanProperty reducedMotion() {
        return Platform.getPreferences().reducedMotionProperty();
    }
}
