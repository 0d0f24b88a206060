package org.resilientswarm.ui.shell;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import org.controlsfx.control.StatusBar;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.core.model.DatabaseInfo;
import org.resilientswarm.core.model.ExchangeInfo;
import org.resilientswarm.core.model.ExchangeState;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SyncInfo;
import org.resilientswarm.ui.bridge.NodeState;
import org.resilientswarm.ui.bridge.PeerView;
import org.resilientswarm.ui.bridge.SwarmPicture;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.Numbers;
import org.resilientswarm.ui.control.Texts;
import org.resilientswarm.ui.detail.TextViewModel.Unread;

/// What holds right now, in a line; each part leads to the screen that says more.
final class StatusLine extends StatusBar {
    private static final PseudoClass TROUBLE = PseudoClass.getPseudoClass("trouble");

    private static final String WIDEST_RATE = Numbers.rate(888.8e6);

    private final Button membership = new Button();
    private final Button peers = new Button();
    private final Button exchange = new Button();
    private final Button rates = new Button();
    private final Button database = new Button();
    private final Button texts = new Button();
    private Unread unread = new Unread(0, null);

    /// Who loses its words first when there is little room; the icon and the tooltip remain.
    private final List<Button> expendable = List.of(rates, exchange, database, membership, texts);

    /// @param openTexts leads to the texts of a member
    StatusLine(Consumer<Screen> open, Consumer<PublicKey> openTexts) {
        getStyleClass().add("status-line");
        setText("");
        setFocusTraversable(false);
        for (Button part : List.of(membership, peers, texts, database, exchange, rates)) {
            part.getStyleClass().addAll("flat", "status-part");
            part.setMinWidth(0);
            part.setTooltip(new Tooltip());
            part.fontProperty().addListener((_, _, _) -> fit());
            part.insetsProperty().addListener((_, _, _) -> fit());
            getLeftItems().add(part);
        }
        peers.setId("status-peers");
        rates.getStyleClass().add("mono");
        texts.setId("status-texts");
        texts.getStyleClass().add("unread");
        texts.setGraphic(Icons.of(Feather.MESSAGE_SQUARE));
        texts.setOnAction(_ -> open(unread, openTexts));
        texts.managedProperty().bind(texts.visibleProperty());
        texts.setVisible(false);
        database.setId("status-database");
        database.setGraphic(Icons.of(Feather.DATABASE));
        database.setOnAction(_ -> open.accept(Screen.DATABASE));
        peers.setGraphic(Icons.of(Feather.USERS));
        exchange.setGraphic(Icons.of(Feather.SERVER));
        rates.setGraphic(Icons.of(Feather.ACTIVITY));
        membership.setOnAction(_ -> open.accept(Screen.GRAPH));
        peers.setOnAction(_ -> open.accept(Screen.PEERS));
        exchange.setOnAction(_ -> open.accept(Screen.GRAPH));
        rates.setOnAction(_ -> open.accept(Screen.TRAFFIC));
        widthProperty().addListener((_, _, _) -> fit());
    }

    /// Takes the words from as few parts as possible.
    private void fit() {
        double missing = insets(this) - getWidth();
        for (Button part : visibleParts()) {
            missing += insets(part) + iconWidth(part) + textWidth(part);
        }
        for (Button part : expendable) {
            part.setContentDisplay(missing > 0 ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT);
            missing -= missing > 0 ? textWidth(part) : 0;
        }
    }

    private List<Button> visibleParts() {
        return getLeftItems().stream().filter(Node::isVisible).map(Button.class::cast).toList();
    }

    private static double insets(Region region) {
        return region.getInsets().getLeft() + region.getInsets().getRight();
    }

    private static double iconWidth(Button part) {
        return part.getGraphic() == null ? 0 : part.getGraphic().prefWidth(-1);
    }

    /// Rates count as wide as they can get, or else their words would come and go with the digits.
    private double textWidth(Button part) {
        String text =
                part.equals(rates)
                        ? Texts.of("status.rates", WIDEST_RATE, WIDEST_RATE)
                        : part.getText();
        var measured = new Text(text);
        measured.setFont(part.getFont());
        return measured.prefWidth(-1) + part.getGraphicTextGap();
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
        showDatabase(picture);
        rates.setText(
                Texts.of(
                        "status.rates",
                        Numbers.rate(picture.rate().bitsIn()),
                        Numbers.rate(picture.rate().bitsOut())));
        for (Button part : List.of(membership, peers, rates)) {
            part.getTooltip().setText(part.getText());
        }
        fit();
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
        exchange.getTooltip().setText(all.isEmpty() ? exchange.getText() : all);
    }

    /// In sync is who wants nothing any more and has compared with somebody.
    private void showDatabase(SwarmPicture picture) {
        DatabaseInfo info = picture.database();
        Optional<SyncInfo> slowest =
                info.neighbours().stream()
                        .filter(sync -> sync.wanted() > 0)
                        .max(Comparator.comparingInt(SyncInfo::wanted));
        List<SyncInfo> compared =
                info.neighbours().stream().filter(sync -> sync.reconciledAt() != null).toList();
        database.setText(
                slowest.map(
                                sync ->
                                        Texts.of(
                                                "status.database.fetching",
                                                sync.wanted(),
                                                picture.label(sync.peer())))
                        .orElseGet(
                                () ->
                                        Texts.of(
                                                info.reading()
                                                        ? "status.database.reading"
                                                        : compared.isEmpty()
                                                                ? "status.database"
                                                                : "status.database.in-sync",
                                                info.records())));
        String tip =
                compared.stream()
                        .map(
                                sync ->
                                        Texts.of(
                                                "status.database.tip",
                                                picture.label(sync.peer()),
                                                Numbers.age(sync.reconciledAt(), picture.at())))
                        .collect(Collectors.joining("\n"));
        database.getTooltip().setText(tip.isEmpty() ? database.getText() : tip);
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

    /// Texts that nobody has looked at.
    void show(Unread now, SwarmPicture picture) {
        unread = now;
        PublicKey peer = now.peer();
        texts.setVisible(peer != null);
        if (peer != null) {
            String label =
                    picture.peer(peer).map(PeerView::label).orElseGet(() -> peer.shortText());
            texts.setText(Texts.of("status.texts", now.count(), label));
            texts.getTooltip().setText(texts.getText() + "\n" + Texts.of("status.texts.tip"));
            texts.setAccessibleText(texts.getText());
        }
        fit();
    }

    private static void open(Unread unread, Consumer<PublicKey> openTexts) {
        PublicKey peer = unread.peer();
        if (peer != null) {
            openTexts.accept(peer);
        }
    }

    void focusFirst() {
        membership.requestFocus();
    }
}
