package org.resilientswarm.ui.paths;

import java.util.List;
import java.util.Objects;
import javafx.beans.InvalidationListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.core.model.PathCandidate;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.ui.bridge.SwarmPicture;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.Scrolling;
import org.resilientswarm.ui.control.Texts;
import org.resilientswarm.ui.paths.PathWork.Seen;

/// The paths screen: which way traffic to a peer takes now, which others there are and why they are
/// not used, and what the own node carries for others.
public final class PathsView extends BorderPane {
    private final PathsViewModel model;
    private final PeerPicker picker;
    private final Label from = new Label();
    private final Button trace = new Button(Texts.of("paths.trace"), Icons.of(Feather.NAVIGATION));
    private final Label warning = new Label("", Icons.of(Feather.ALERT_TRIANGLE));
    private final HBox warningStrip = new HBox(warning);
    private final Label empty = new Label();
    private final WayList ways = new WayList();
    private final DecisionList decisions = new DecisionList();
    private final VBox peerSections;
    private final ScrollPane scroll;

    /// @param model what to show
    public PathsView(PathsViewModel model) {
        this.model = model;
        getStyleClass().add("paths-view");
        picker = new PeerPicker(model);
        var drill = new DrillPane(model);
        warning.setId("paths-warning");
        warning.setWrapText(true);
        warning.setMaxWidth(Double.MAX_VALUE);
        warningStrip.getStyleClass().add("warning-strip");
        HBox.setHgrow(warning, Priority.ALWAYS);
        empty.setId("paths-empty");
        empty.getStyleClass().add("empty-title");
        empty.setWrapText(true);
        peerSections =
                new VBox(
                        section("paths.ways", empty, ways),
                        section("paths.trace.title", new TracePane(model)),
                        section("paths.decisions", decisions));
        peerSections.getStyleClass().add("paths-sections");
        var page = new VBox(warningStrip, peerSections, new RelayPane(model));
        page.getStyleClass().addAll("paths-sections", "paths-page");
        scroll = new ScrollPane(page);
        scroll.setFitToWidth(true);
        scroll.setAccessibleText(Texts.of("paths.page"));
        scroll.getStyleClass().add("paths-scroll");
        setTop(new VBox(tools(drill.start()), drill));
        setCenter(scroll);
        listen();
    }

    private FlowPane tools(Button block) {
        from.setId("paths-from");
        from.getStyleClass().add("screen-summary");
        var to = new Label(Texts.of("paths.to"));
        to.getStyleClass().add("screen-summary");
        to.setLabelFor(picker);
        var ends = new HBox(from, to, picker);
        ends.getStyleClass().add("paths-ends");
        trace.setId("paths-trace");
        trace.getStyleClass().add("flat");
        trace.setMinWidth(Region.USE_PREF_SIZE);
        trace.setOnAction(_ -> model.trace());
        var tools = new FlowPane(ends, trace, block);
        tools.getStyleClass().addAll("screen-tools", "paths-tools");
        return tools;
    }

    private static VBox section(String title, Node... content) {
        var label = new Label(Texts.of(title));
        label.getStyleClass().add("section-title");
        var section = new VBox(label);
        section.getChildren().addAll(content);
        section.getStyleClass().add("paths-section");
        return section;
    }

    private void listen() {
        InvalidationListener refresh = _ -> refresh();
        for (var property :
                List.of(model.seenProperty(), model.peerProperty(), model.pictureProperty())) {
            property.addListener(refresh);
        }
        sceneProperty()
                .flatMap(scene -> scene.focusOwnerProperty())
                .addListener((_, _, owner) -> reveal(owner));
        refresh();
    }

    private void reveal(@Nullable Node owner) {
        if (owner != null && !owner.equals(scroll)) {
            Scrolling.reveal(scroll, owner);
        }
    }

    private void refresh() {
        SwarmPicture picture = model.pictureProperty().get();
        SwarmPicture.OwnNode own = picture.own();
        from.setText(own == null ? "" : Texts.of("paths.from", own.label()));
        showWarning();
        PublicKey peer = model.peerProperty().get();
        Seen seen = model.current();
        trace.setDisable(peer == null || seen.trace().running());
        List<PathCandidate> known = Objects.requireNonNullElse(seen.ways(), List.of());
        empty.setText(emptyText(peer, seen));
        show(empty, known.isEmpty());
        PathWords words = model.words();
        if (peer != null) {
            ways.show(known, peer, words);
        }
        show(ways, peer != null && !known.isEmpty());
        decisions.show(seen.decisions(), words);
    }

    private static String emptyText(@Nullable PublicKey peer, Seen seen) {
        if (peer == null) {
            return Texts.of("paths.empty");
        }
        if (seen.failure() != null) {
            return PathWords.failure(seen.failure());
        }
        return Texts.of(seen.ways() == null ? "paths.loading" : "paths.ways.none");
    }

    private void showWarning() {
        var load = model.tooMuch();
        load.ifPresent(
                one ->
                        warning.setText(
                                Texts.of(
                                        "paths.warning",
                                        model.pictureProperty().get().label(one.relay()),
                                        one.carried(),
                                        one.relayed())));
        show(warningStrip, load.isPresent());
    }

    private static void show(Region node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    /// The node that takes the keyboard.
    public Node focusTarget() {
        return picker.isDisabled() ? scroll : picker;
    }
}
