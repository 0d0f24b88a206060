package org.resilientswarm.ui.graph;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.value.ObservableValue;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import org.resilientswarm.ui.bridge.EdgeKind;
import org.resilientswarm.ui.bridge.NodeState;

/// The colours with which a canvas paints, taken from the style sheet: `-ink-local`, `-ink-text`
/// and so on.
final class GraphInk {
    /// What is painted in a colour of its own.
    enum Ink {
        LOCAL,
        DIRECT,
        RELAYED,
        OTHERS,
        CONNECTING,
        LOST,
        NODE_GOOD,
        NODE_POOR,
        NODE_LOST,
        NODE_KNOWN,
        OUTLINE,
        PAPER,
        PLATE,
        TEXT,
        MUTED,
        ACCENT;

        private String css() {
            return "-ink-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final StyleablePropertyFactory<GraphCanvas> FACTORY =
            new StyleablePropertyFactory<>(Region.getClassCssMetaData());

    private final Map<Ink, StyleableProperty<Paint>> colours = new EnumMap<>(Ink.class);

    GraphInk(GraphCanvas owner, Runnable onChange) {
        for (Ink ink : Ink.values()) {
            StyleableProperty<Paint> colour =
                    FACTORY.createStyleablePaintProperty(
                            owner,
                            ink.name(),
                            ink.css(),
                            canvas -> canvas.ink().property(ink),
                            Color.GRAY);
            colours.put(ink, colour);
            if (colour instanceof ObservableValue<?> observable) {
                observable.addListener((_, _, _) -> onChange.run());
            }
        }
    }

    private StyleableProperty<Paint> property(Ink ink) {
        StyleableProperty<Paint> colour = colours.get(ink);
        if (colour == null) {
            throw new IllegalStateException(ink + " has no colour");
        }
        return colour;
    }

    Paint of(Ink ink) {
        return property(ink).getValue();
    }

    Paint of(EdgeKind kind) {
        return of(
                switch (kind) {
                    case LOCAL -> Ink.LOCAL;
                    case DIRECT -> Ink.DIRECT;
                    case RELAYED -> Ink.RELAYED;
                    case OTHERS -> Ink.OTHERS;
                    case CONNECTING -> Ink.CONNECTING;
                    case LOST -> Ink.LOST;
                });
    }

    Paint of(NodeState state) {
        return of(
                switch (state) {
                    case GOOD -> Ink.NODE_GOOD;
                    case POOR -> Ink.NODE_POOR;
                    case LOST -> Ink.NODE_LOST;
                    case CONNECTING, KNOWN -> Ink.NODE_KNOWN;
                });
    }

    List<CssMetaData<? extends Styleable, ?>> metaData() {
        List<CssMetaData<? extends Styleable, ?>> all = new ArrayList<>(Pane.getClassCssMetaData());
        colours.values().forEach(colour -> all.add(colour.getCssMetaData()));
        return all;
    }
}
