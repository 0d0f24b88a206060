package org.resilientswarm.ui.traffic;

import java.util.function.Function;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.core.model.TrafficEntry;
import org.resilientswarm.ui.control.CopyButton;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.Texts;
import org.resilientswarm.ui.traffic.TrafficViewModel.Decoded;

/// What can be done with the frame that is looked at: copy it, and show more or less like it.
final class RowMenu extends ContextMenu {
    private final TrafficViewModel model;
    private final MenuItem onlyPeer = item(Feather.USER, () -> narrowToPeer());
    private final MenuItem onlyKind = item(Feather.FILTER, () -> narrow(RowMenu::kind));
    private final MenuItem noKind = item(Feather.EYE_OFF, () -> narrow(e -> "-" + kind(e)));
    private final MenuItem onlyType = item(Feather.FILTER, () -> narrow(RowMenu::type));

    RowMenu(TrafficViewModel model) {
        this.model = model;
        MenuItem line = item(Feather.COPY, () -> copy(TrafficEntry::line));
        line.setText(Texts.of("traffic.copy.line"));
        MenuItem hex = item(Feather.COPY, () -> copy(FrameText::hex));
        hex.setText(Texts.of("traffic.copy.hex"));
        MenuItem json = item(Feather.COPY, () -> copy(this::json));
        json.setText(Texts.of("traffic.copy.json"));
        getItems()
                .addAll(
                        line,
                        hex,
                        json,
                        new SeparatorMenuItem(),
                        onlyPeer,
                        onlyKind,
                        noKind,
                        onlyType);
        setOnShowing(_ -> name());
    }

    private static MenuItem item(Feather icon, Runnable action) {
        var item = new MenuItem("", Icons.of(icon));
        item.setOnAction(_ -> action.run());
        return item;
    }

    private void name() {
        TrafficEntry entry = model.selectedProperty().get();
        getItems().forEach(item -> item.setDisable(entry == null));
        if (entry != null) {
            onlyPeer.setText(
                    Texts.of(
                            "traffic.menu.only-peer",
                            model.namesProperty().get().label(entry.peer())));
            onlyKind.setText(Texts.of("traffic.menu.only-kind", entry.kind().name()));
            noKind.setText(Texts.of("traffic.menu.no-kind", entry.kind().name()));
            String type = FrameNames.type(entry);
            onlyType.setVisible(!type.isEmpty());
            onlyType.setText(Texts.of("traffic.menu.only-type", type));
        }
    }

    private void narrowToPeer() {
        TrafficEntry entry = model.selectedProperty().get();
        if (entry != null) {
            model.showOnly(entry.peer());
        }
    }

    private void narrow(Function<TrafficEntry, String> term) {
        TrafficEntry entry = model.selectedProperty().get();
        if (entry != null) {
            model.narrow(term.apply(entry));
        }
    }

    private static String kind(TrafficEntry entry) {
        return FilterField.KIND.written()
                + ":"
                + entry.kind().name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String type(TrafficEntry entry) {
        return FilterField.TYPE.written() + ":" + FilterText.quoted(FrameNames.type(entry));
    }

    private void copy(Function<TrafficEntry, String> text) {
        TrafficEntry entry = model.selectedProperty().get();
        if (entry != null) {
            CopyButton.put(text.apply(entry));
        }
    }

    private String json(TrafficEntry entry) {
        @Nullable Decoded decoded = model.decodedProperty().get();
        boolean same = decoded != null && decoded.entry().equals(entry);
        return FrameText.json(entry, same && decoded != null ? decoded.root() : null);
    }
}
