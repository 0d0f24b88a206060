package org.resilientswarm.ui.peers;

import javafx.scene.control.TableCell;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.ui.bridge.PeerView;
import org.resilientswarm.ui.bridge.Quality;
import org.resilientswarm.ui.control.QualityBars;
import org.resilientswarm.ui.control.Texts;

/// How a member does, as bars and a word.
final class StateCell extends TableCell<PeerView, PeerView> {
    private final QualityBars bars = new QualityBars();

    @Override
    protected void updateItem(@Nullable PeerView peer, boolean empty) {
        super.updateItem(peer, empty);
        if (peer == null || empty) {
            setText(null);
            setGraphic(null);
            return;
        }
        Quality quality = Quality.of(peer.quality());
        bars.show(peer.connected() ? quality.bars() : 0);
        setGraphic(bars);
        setText(word(peer, quality));
    }

    static String word(PeerView peer, Quality quality) {
        return peer.connected() && quality != Quality.UNKNOWN
                ? Texts.word(quality)
                : Texts.word(peer.state());
    }
}
