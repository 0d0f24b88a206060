package org.resilientswarm.ui.control;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Icons of one pack, sized and coloured by the style sheet.
public final class Icons {
    private Icons() {}

    /// A decorative icon: whoever carries it has the words.
    public static FontIcon of(Feather icon) {
        var node = new FontIcon(icon);
        node.getStyleClass().add("icon");
        node.setMouseTransparent(true);
        return node;
    }
}
