package org.resilientswarm.ui.shell;

import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.ui.bridge.SwarmPicture;
import org.resilientswarm.ui.control.CopyButton;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.Texts;

/// Who this is, how to invite others, and how everything looks.
final class TopBar extends HBox {
    private final Look look;
    private final Label name = new Label();
    private final Label key = new Label();
    private final Label demo = new Label(Texts.of("top.demo"));
    private final Label product = new Label(Texts.of("product"));
    private final HBox own = new HBox();
    private final Button share = new Button(Texts.of("top.share"), Icons.of(Feather.SHARE));
    private final Button theme = new Button();
    private final MenuButton settings = new MenuButton();
    private SwarmPicture.@Nullable OwnNode shown;

    TopBar(Look look, Runnable openShare) {
        this.look = look;
        getStyleClass().add("top-bar");
        var logo = new Region();
        logo.getStyleClass().add("logo");
        product.getStyleClass().add("product");
        name.getStyleClass().add("own-name");
        name.setMinWidth(0);
        key.getStyleClass().addAll("mono", "own-key");
        demo.getStyleClass().add("badge");
        own.getStyleClass().add("own");
        own.getChildren()
                .setAll(
                        name,
                        key,
                        new CopyButton(
                                Texts.of("copy.own-key"),
                                () -> shown == null ? "" : shown.key().text()),
                        demo);
        var spacer = new Region();
        setHgrow(spacer, Priority.ALWAYS);
        share.setId("share");
        share.getStyleClass().add("flat");
        share.setTooltip(new Tooltip(Texts.of("top.share.tip")));
        share.setOnAction(_ -> openShare.run());
        for (Label label : new Label[] {key, demo, product}) {
            label.setMinWidth(Region.USE_PREF_SIZE);
        }
        getChildren().addAll(logo, product, own, spacer, share, themeButton(), settingsMenu());
        show((SwarmPicture.@Nullable OwnNode) null, false);
    }

    /// Leaves out what can be done without where there is little room.
    void setCompact(boolean compact) {
        product.setVisible(!compact);
        product.setManaged(!compact);
        key.setVisible(!compact);
        key.setManaged(!compact);
        var display = compact ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT;
        share.setContentDisplay(display);
        settings.setContentDisplay(display);
    }

    private Button themeButton() {
        theme.setId("theme");
        theme.getStyleClass().addAll("flat", "button-icon");
        theme.setAccessibleText(Texts.of("top.theme"));
        theme.setTooltip(new Tooltip(Texts.of("top.theme")));
        theme.setOnAction(_ -> look.toggle());
        look.dark().addListener((_, _, _) -> showTheme());
        showTheme();
        return theme;
    }

    private void showTheme() {
        theme.setGraphic(Icons.of(look.dark().get() ? Feather.SUN : Feather.MOON));
    }

    private MenuButton settingsMenu() {
        settings.setId("settings");
        settings.getStyleClass().addAll("flat");
        settings.setGraphic(Icons.of(Feather.SLIDERS));
        settings.setTooltip(new Tooltip(Texts.of("top.settings")));
        var themes = new ToggleGroup();
        for (Theme choice : Theme.values()) {
            var item = new RadioMenuItem(Texts.word(choice));
            item.setToggleGroup(themes);
            item.setSelected(look.theme().get() == choice);
            item.setOnAction(_ -> look.theme().set(choice));
            look.theme().addListener((_, _, now) -> item.setSelected(now == choice));
            settings.getItems().add(item);
        }
        settings.getItems().add(new SeparatorMenuItem());
        var scales = new ToggleGroup();
        for (int percent = Look.MIN_SCALE; percent <= Look.MAX_SCALE; percent += Look.SCALE_STEP) {
            int choice = percent;
            var item = new RadioMenuItem(Texts.of("top.scale", percent));
            item.setToggleGroup(scales);
            item.setSelected(look.scale().get() == percent);
            item.setOnAction(_ -> look.scale().set(choice));
            look.scale().addListener((_, _, now) -> item.setSelected(now.intValue() == choice));
            settings.getItems().add(item);
        }
        look.scale().addListener((_, _, _) -> showScale());
        showScale();
        return settings;
    }

    private void showScale() {
        settings.setText(Texts.of("top.scale", look.scale().get()));
        settings.setAccessibleText(Texts.of("top.settings") + ", " + settings.getText());
    }

    void show(SwarmPicture picture) {
        show(picture.own(), picture.demo());
    }

    private void show(SwarmPicture.@Nullable OwnNode node, boolean isDemo) {
        shown = node;
        own.setVisible(node != null);
        own.setManaged(node != null);
        share.setVisible(node != null);
        share.setManaged(node != null);
        demo.setVisible(isDemo);
        demo.setManaged(isDemo);
        if (node != null) {
            name.setText(node.label());
            key.setText(node.name().isEmpty() ? "" : node.key().shortText());
        }
    }

    void focusFirst() {
        (share.isVisible() ? share : theme).requestFocus();
    }
}
