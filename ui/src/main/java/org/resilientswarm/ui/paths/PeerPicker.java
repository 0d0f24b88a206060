package org.resilientswarm.ui.paths;

import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.ui.control.Texts;
import org.resilientswarm.ui.paths.PathsViewModel.PeerChoice;

/// Chooses the peer to which the ways are shown.
final class PeerPicker extends ComboBox<PeerChoice> {
    private final PathsViewModel model;
    private boolean showing;

    PeerPicker(PathsViewModel model) {
        this.model = model;
        setId("paths-peer");
        setAccessibleText(Texts.of("paths.to.tip"));
        setPromptText(Texts.of("paths.to.none"));
        setConverter(
                new StringConverter<>() {
                    @Override
                    public String toString(@Nullable PeerChoice choice) {
                        return choice == null ? "" : choice.words();
                    }

                    @Override
                    public @Nullable PeerChoice fromString(String words) {
                        return null;
                    }
                });
        model.choicesProperty().addListener((_, _, _) -> refresh());
        model.peerProperty().addListener((_, _, _) -> refresh());
        valueProperty().addListener((_, _, now) -> chosen(now));
        refresh();
    }

    private void chosen(@Nullable PeerChoice now) {
        if (!showing && now != null) {
            model.choose(now.key());
        }
    }

    private void refresh() {
        showing = true;
        if (!getItems().equals(model.choicesProperty().get())) {
            getItems().setAll(model.choicesProperty().get());
        }
        setValue(
                getItems().stream()
                        .filter(choice -> choice.key().equals(model.peerProperty().get()))
                        .findFirst()
                        .orElse(null));
        setDisable(getItems().isEmpty());
        showing = false;
    }
}
