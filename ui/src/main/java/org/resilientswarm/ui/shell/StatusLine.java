package org.resilientswarm.ui.shell;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import org.controlsfx.control.StatusBar;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.core.model.ExchangeInfo;
import org.resilientswarm.core.model.ExchangeState;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.ui.bridge.NodeState;
import org.resilientswarm.ui.bridge.SwarmPicture;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.Numbers;
import org.resilientswarm.ui.control.Texts;

/// What holds right now, in a line; each part leads to the screen that says more.
final class StatusLine extends StatusBar {
    private static final PseudoClass TROUBLE = PseudoClass.getPseudoClass("trouble");

    private final Button membership = new Button();
    private final Button peers = new Button();
    private final Button exchange = new Button();
    private final Button rates = new Button();

    StatusLine(Consumer<Screen> open) {
        getStyleClass().add("status-line");
        setText("");
        setFocusTraversable(false);
        for (Button part : List.of(membership, peers, exchange, rates)) {
            part.getStyleClass().addAll("flat", "status-part");
            part.setMinWidth(0);
            getLeftItems().add(part);
        }
        peers.setId("status-peers");
        rates.getStyleClass().add("mono");
        exchange.setGraphic(Icons.of(Feather.SERVER));
        membership.setOnAction(_ -> open.accept(Screen.GRAPH));
        peers.setOnAction(_ -> open.accept(Screen.PEERS));
        exchange.setOnAction(_ -> open.accept(Screen.GRAPH));
        rates.setOnAction(_ -> open.accept(Screen.PEERS));
    }

    void show(SwarmPicture picture) {
        SwarmPicture.OwnNode own = picture.own();
        if (own == null) {
            return;
        }
        long direct = picture.connected(PathKind.DIRECT);
        long relayed = picture.connected(PathKind.RELAY);
        boolean joined = direct + relayed > 0;
        membership.setText(Texts.of(joined ? "status.joined" : "status.alone", own.label()));
        membership.setGraphic(Icons.of(joined ? Feather.CHECK_CIRCLE : Feather.CIRCLE));
        long failed = picture.count(NodeState.LOST);
        peers.setText(Texts.of("status.peers", direct + relayed, direct, relayed, failed));
        peers.pseudoClassStateChanged(TROUBLE, failed > 0);
        showExchanges(own.exchanges());
        rates.setText(
                Texts.of(
                        "status.rates",
                        Numbers.rate(picture.rate().bitsIn()),
                        Numbers.rate(picture.rate().bitsOut())));
    }

    private void showExchanges(List<ExchangeInfo> exchanges) {
        ExchangeInfo first = foremost(exchanges);
        exchange.setText(
                first == null
                        ? Texts.of("status.exchange.none")
                        : Texts.of("status.exchange", Texts.word(first.state())));
        exchange.pseudoClassStateChanged(
                TROUBLE, first != null && first.state() != ExchangeState.CONNECTED);
        String all = exchanges.stream().map(StatusLine::describe).collect(Collectors.joining("\n"));
        exchange.setTooltip(all.isEmpty() ? null : new Tooltip(all));
    }

    private static String describe(ExchangeInfo info) {
        String line = info.url() + " · " + Texts.word(info.state());
        return info.reason().isEmpty() ? line : line + ": " + info.reason();
    }

    /// One that works, or else the first.
    private static @Nullable ExchangeInfo foremost(List<ExchangeInfo> exchanges) {
        return exchanges.stream()
                .filter(info -> info.state() == ExchangeState.CONNECTED)
                .findFirst()
                .orElse(exchanges.isEmpty() ? null : exchanges.getFirst());
    }

    void focusFirst() {
        membership.requestFocus();
    }
}
