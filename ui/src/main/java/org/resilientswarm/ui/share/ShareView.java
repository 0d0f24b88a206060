package org.resilientswarm.ui.share;

import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.resilientswarm.ui.bridge.SwarmPicture.OwnNode;
import org.resilientswarm.ui.control.CopyButton;
import org.resilientswarm.ui.control.QrCode;
import org.resilientswarm.ui.control.Texts;

/// The own link and key, to copy or to be scanned.
public final class ShareView extends VBox {
    private final QrCode code = new QrCode(Texts.of("share.qr"));
    private final TextField link = field("share.link");
    private final TextField key = field("share.key");
    private final Label reach = new Label();

    /// Empty until [#show].
    public ShareView() {
        getStyleClass().add("share-view");
        var title = new Label(Texts.of("share.title"));
        title.getStyleClass().add("card-title");
        var hint = new Label(Texts.of("share.hint"));
        hint.setWrapText(true);
        hint.getStyleClass().add("hint");
        reach.setWrapText(true);
        reach.getStyleClass().add("hint");
        getChildren()
                .addAll(
                        title,
                        hint,
                        code,
                        line("share.link", link, "copy.link"),
                        line("share.key", key, "copy.key"),
                        reach);
    }

    private static TextField field(String name) {
        var field = new TextField();
        field.setEditable(false);
        field.getStyleClass().add("mono");
        field.setAccessibleText(Texts.of(name));
        HBox.setHgrow(field, Priority.ALWAYS);
        return field;
    }

    private static VBox line(String name, TextField field, String copy) {
        var label = new Label(Texts.of(name));
        label.getStyleClass().add("field-name");
        label.setLabelFor(field);
        var line = new HBox(field, new CopyButton(Texts.of(copy), field::getText));
        line.getStyleClass().add("field-line");
        var both = new VBox(label, line);
        both.getStyleClass().add("field");
        return both;
    }

    /// Shows the link and key of this node.
    public void show(OwnNode own) {
        String text = own.link().text();
        if (!text.equals(link.getText())) {
            link.setText(text);
            key.setText(own.key().text());
            code.show(text);
        }
        boolean local = own.link().exchanges().stream().allMatch(hint -> isLoopback(hint.host()));
        reach.setText(
                Texts.of(
                        own.link().exchanges().isEmpty()
                                ? "share.no-exchange"
                                : local ? "share.local-only" : "share.reachable"));
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
    }
}
