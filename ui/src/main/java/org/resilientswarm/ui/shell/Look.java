package org.resilientswarm.ui.shell;

import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.beans.InvalidationListener;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Scene;

/// Colours and size of the console, changed while it runs. JavaFX thread.
final class Look {
    static final int MIN_SCALE = 75;
    static final int MAX_SCALE = 200;
    static final int SCALE_STEP = 25;
    private static final int NORMAL_SCALE = 100;

    private final ObservableValue<ColorScheme> system;
    private final ObjectProperty<Theme> theme;
    private final IntegerProperty scale;
    private final ReadOnlyBooleanWrapper dark = new ReadOnlyBooleanWrapper();

    /// @param system how the desktop looks
    Look(ObservableValue<ColorScheme> system, Theme theme, int scalePercent) {
        this.system = system;
        this.theme = new SimpleObjectProperty<>(theme);
        this.scale = new SimpleIntegerProperty(clamp(scalePercent));
        InvalidationListener update = _ -> dark.set(isDark());
        system.addListener(update);
        this.theme.addListener(update);
        dark.set(isDark());
    }

    private boolean isDark() {
        return theme.get() == Theme.DARK
                || (theme.get() == Theme.SYSTEM && system.getValue() == ColorScheme.DARK);
    }

    /// Dresses the scene and keeps it dressed.
    void dress(Scene scene) {
        InvalidationListener update = _ -> apply(scene);
        dark.addListener(update);
        scale.addListener(update);
        apply(scene);
    }

    private void apply(Scene scene) {
        Application.setUserAgentStylesheet(StyleSheets.base(dark.get(), scale.get()));
        scene.getStylesheets().setAll(StyleSheets.own(dark.get(), scale.get()));
    }

    /// Light becomes dark and dark becomes light, whatever the desktop says.
    void toggle() {
        theme.set(dark.get() ? Theme.LIGHT : Theme.DARK);
    }

    void enlarge() {
        scale.set(clamp(scale.get() + SCALE_STEP));
    }

    void shrink() {
        scale.set(clamp(scale.get() - SCALE_STEP));
    }

    void resetScale() {
        scale.set(NORMAL_SCALE);
    }

    private static int clamp(int percent) {
        return percent == 0 ? NORMAL_SCALE : Math.clamp(percent, MIN_SCALE, MAX_SCALE);
    }

    ObjectProperty<Theme> theme() {
        return theme;
    }

    IntegerProperty scale() {
        return scale;
    }

    ReadOnlyBooleanProperty dark() {
        return dark.getReadOnlyProperty();
    }
}
