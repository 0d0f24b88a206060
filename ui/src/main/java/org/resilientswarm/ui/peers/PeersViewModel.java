package org.resilientswarm.ui.peers;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.ui.bridge.PeerView;
import org.resilientswarm.ui.bridge.Selection;
import org.resilientswarm.ui.bridge.SwarmPicture;

/// The rows of the list. JavaFX thread.
public final class PeersViewModel {
    private final Selection selection;
    private final ObservableList<PeerView> rows = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable SwarmPicture> picture =
            new ReadOnlyObjectWrapper<>();

    /// @param selection shared with the other screens
    public PeersViewModel(Selection selection) {
        this.selection = selection;
    }

    /// A new picture of the swarm. Rows keep their place: only those that differ are replaced.
    public void show(SwarmPicture next) {
        List<PeerView> peers = next.peers();
        boolean sameKeys =
                peers.stream()
                        .map(PeerView::key)
                        .toList()
                        .equals(rows.stream().map(PeerView::key).toList());
        if (sameKeys) {
            for (int i = 0; i < peers.size(); i++) {
                if (!peers.get(i).equals(rows.get(i))) {
                    rows.set(i, peers.get(i));
                }
            }
        } else {
            rows.setAll(peers);
        }
        picture.set(next);
    }

    /// The members, ordered by key.
    ObservableList<PeerView> rows() {
        return rows;
    }

    /// What the rows were made of.
    ReadOnlyObjectProperty<@Nullable SwarmPicture> pictureProperty() {
        return picture.getReadOnlyProperty();
    }

    /// The row of the selected member.
    Optional<PeerView> selectedRow() {
        return rows.stream().filter(row -> row.key().equals(selection.member().get())).findFirst();
    }

    void select(PublicKey member) {
        selection.member().set(member);
    }

    /// Shared with the other screens.
    Selection selection() {
        return selection;
    }
}
