package org.resilientswarm.ui.graph;

import java.util.List;
import javafx.event.ActionEvent;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.controlsfx.control.SegmentedButton;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.ui.bridge.EdgeView;
import org.resilientswarm.ui.bridge.FxThread;
import org.resilientswarm.ui.bridge.NodeView;
import org.resilientswarm.ui.bridge.SwarmPicture;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.Texts;

/// The graph screen: tools above, the drawing or its table, the legend over the drawing.
public final class GraphView extends BorderPane {
    private final GraphViewModel model;
    private final GraphCanvas canvas = new GraphCanvas();
    private final GraphControl control;
    private final ConnectionTable table;
    private final Legend legend;
    private final Label summary = new Label();
    private final Label empty = new Label();
    private final VBox alone;
    private final StackPane drawing;

    /// @param model what to show
    /// @param openDetails opens the drawer for the selected member
    /// @param share shows the link by which others can join
    public GraphView(GraphViewModel model, Runnable openDetails, Runnable share) {
        this.model = model;
        getStyleClass().add("graph-view");
        control = new GraphControl(canvas, model, openDetails);
        control.attach();
        table = new ConnectionTable(model);
        legend = new Legend(model);
        alone = alone(share);
        drawing = new StackPane(canvas, alone, legend);
        StackPane.setAlignment(legend, Pos.BOTTOM_LEFT);
        drawing.getStyleClass().add("graph-drawing");
        legend.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        setTop(tools());
        setCenter(drawing);
        listen();
    }

    private VBox alone(Runnable share) {
        var button = new Button(Texts.of("graph.share"), Icons.of(Feather.SHARE_2));
        button.getStyleClass().add("accent");
        button.setOnAction(_ -> share.run());
        empty.getStyleClass().add("empty-title");
        var box = new VBox(empty, button);
        box.getStyleClass().add("empty-state");
        box.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        return box;
    }

    private HBox tools() {
        summary.setId("graph-summary");
        summary.getStyleClass().add("screen-summary");
        summary.setTooltip(new Tooltip());
        summary.getTooltip().textProperty().bind(summary.textProperty());
        var spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        var tools =
                new HBox(
                        summary,
                        spacer,
                        tool("graph.zoom-out", Feather.ZOOM_OUT, control::zoomOut),
                        tool("graph.zoom-in", Feather.ZOOM_IN, control::zoomIn),
                        tool("graph.fit", Feather.MAXIMIZE, control::fit),
                        tool("graph.rearrange", Feather.SHUFFLE, this::rearrange),
                        modes());
        tools.getStyleClass().add("screen-tools");
        return tools;
    }

    private static Button tool(String text, Feather icon, Runnable action) {
        var button = new Button("", Icons.of(icon));
        button.getStyleClass().addAll("button-icon", "flat");
        button.setAccessibleText(Texts.of(text));
        button.setTooltip(new Tooltip(Texts.of(text)));
        button.setOnAction(_ -> action.run());
        return button;
    }

    private SegmentedButton modes() {
        var drawn = new ToggleButton(Texts.of("graph.mode.graph"));
        var listed = new ToggleButton(Texts.of("graph.mode.table"));
        drawn.setSelected(true);
        listed.selectedProperty()
                .addListener((_, _, table) -> setCenter(table ? this.table : drawing));
        for (ToggleButton mode : List.of(drawn, listed)) {
            mode.setMinWidth(Region.USE_PREF_SIZE);
            // A click on the mode in use must not leave the screen without one.
            mode.addEventFilter(ActionEvent.ACTION, _ -> mode.setSelected(true));
        }
        var modes = new SegmentedButton(drawn, listed);
        return modes;
    }

    private void listen() {
        model.sceneProperty().addListener((_, _, scene) -> showScene(scene));
        model.onChange(this::showPicture);
        model.selection().member().addListener((_, _, member) -> showSelected(member));
        canvas.widthProperty().addListener((_, old, now) -> resized(now, old, 0, 0));
        canvas.heightProperty().addListener((_, old, now) -> resized(0, 0, now, old));
        // The legend gets its new letters in the same pass, after this is told.
        canvas.onGrow(() -> FxThread.later(this::changedRoom));
        model.legendProperty().addListener((_, _, _) -> changedRoom());
        legend.layoutBoundsProperty()
                .addListener(
                        (_, _, _) -> {
                            coverByLegend();
                            fitWhileForming();
                        });
        model.settledProperty().addListener((_, _, _) -> fitWhileForming());
        showPicture(model.pictureProperty().get());
    }

    private void showScene(GraphScene scene) {
        canvas.show(scene);
        fitWhileForming();
        legend.refresh();
    }

    private void fitWhileForming() {
        if (model.formingProperty().get()) {
            canvas.fit();
        }
    }

    /// What was in the middle stays in the middle, if a person chose what is there.
    private void resized(Number width, Number oldWidth, Number height, Number oldHeight) {
        if (model.touched()) {
            canvas.look(
                    canvas.camera()
                            .panned(
                                    (width.doubleValue() - oldWidth.doubleValue()) / 2,
                                    (height.doubleValue() - oldHeight.doubleValue()) / 2));
        }
        changedRoom();
    }

    /// The window or the letters have another size, or a person folded the legend.
    private void changedRoom() {
        double uiScale = canvas.uiScale();
        legend.fold(canvas.getWidth() / uiScale, canvas.getHeight() / uiScale);
        coverByLegend();
        if (!model.touched()) {
            canvas.fit();
        }
    }

    /// New numbers may make the legend wider; that must not move the camera.
    private void coverByLegend() {
        double width = legend.prefWidth(-1) + legend.getTranslateX();
        double height = legend.prefHeight(-1) - legend.getTranslateY();
        canvas.cover(new Box(0, canvas.getHeight() - height, width, height));
    }

    private void rearrange() {
        model.rearrange();
    }

    private void showPicture(SwarmPicture picture) {
        table.refreshRows();
        legend.refresh();
        summary.setText(summary(picture));
        boolean lonely = picture.nodes().size() < 2;
        alone.setVisible(lonely);
        empty.setText(Texts.of(picture.own() == null ? "graph.none" : "graph.alone"));
        alone.getChildren().getLast().setVisible(picture.own() != null);
        describe();
    }

    private void showSelected(@Nullable PublicKey member) {
        canvas.select(member);
        describe();
    }

    /// A drawing says nothing to people who hear the screen; this does.
    private void describe() {
        SwarmPicture picture = model.pictureProperty().get();
        PublicKey selected = model.selection().member().get();
        String members = summary(picture);
        String chosen =
                selected == null
                        ? Texts.of("graph.nothing-selected")
                        : picture.node(selected).map(node -> describe(picture, node)).orElse("");
        canvas.setAccessibleText(members + ". " + chosen);
    }

    private static String summary(SwarmPicture picture) {
        String members = Texts.of("graph.summary", picture.nodes().size(), picture.edges().size());
        long relayed = picture.edges().stream().filter(EdgeView::relayed).count();
        return relayed == 0 ? members : Texts.of("graph.summary.relayed", members, relayed);
    }

    private String describe(SwarmPicture picture, NodeView node) {
        String state = Texts.word(node.state());
        String how =
                picture.edges().stream()
                        .filter(edge -> edge.relayed() && edge.touches(node.key()))
                        .filter(edge -> picture.isOwn(edge.other(node.key())))
                        .findFirst()
                        .map(edge -> Texts.of("graph.edge.via", state, model.via(edge)))
                        .orElse(state);
        return Texts.of("graph.selected", node.label(), how);
    }

    /// The node that takes the keyboard.
    public Node focusTarget() {
        return getCenter() == table ? table : canvas;
    }
}
