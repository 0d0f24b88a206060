package org.resilientswarm.ui.shell;

import atlantafx.base.controls.ModalPane;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.TraversalDirection;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.controlsfx.control.MasterDetailPane;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.ui.bridge.FxThread;
import org.resilientswarm.ui.bridge.Selection;
import org.resilientswarm.ui.bridge.SwarmPicture;
import org.resilientswarm.ui.bridge.SwarmWatch;
import org.resilientswarm.ui.database.DatabaseView;
import org.resilientswarm.ui.database.DatabaseViewModel;
import org.resilientswarm.ui.detail.DetailView;
import org.resilientswarm.ui.detail.DetailViewModel;
import org.resilientswarm.ui.detail.TextViewModel;
import org.resilientswarm.ui.graph.GraphView;
import org.resilientswarm.ui.graph.GraphViewModel;
import org.resilientswarm.ui.join.JoinView;
import org.resilientswarm.ui.join.JoinViewModel;
import org.resilientswarm.ui.join.JoinViewModel.Arrival;
import org.resilientswarm.ui.links.LinksView;
import org.resilientswarm.ui.links.LinksViewModel;
import org.resilientswarm.ui.paths.PathsView;
import org.resilientswarm.ui.paths.PathsViewModel;
import org.resilientswarm.ui.peers.PeersView;
import org.resilientswarm.ui.peers.PeersViewModel;
import org.resilientswarm.ui.share.ShareView;
import org.resilientswarm.ui.traffic.TrafficView;
import org.resilientswarm.ui.traffic.TrafficViewModel;

/// Everything within the window, and the ways between its parts.
final class Desk extends StackPane {
    private static final double DRAWER_POSITION = 0.68;
    private static final double COMPACT_DRAWER_POSITION = 0.05;
    private static final double COMPACT_WIDTH = 760;
    private static final double COMPACT_HEIGHT = 560;

    private final Screen first;
    private final Selection selection;
    private final JoinViewModel join;
    private final GraphViewModel graph;
    private final PeersViewModel peers;
    private final TrafficViewModel traffic;
    private final DatabaseViewModel database;
    private final LinksViewModel links;
    private final PathsViewModel paths;
    private final DetailViewModel detail;
    private final TextViewModel texts;
    private final JoinView joinView;
    private final GraphView graphView;
    private final PeersView peersView;
    private final TrafficView trafficView;
    private final DatabaseView databaseView;
    private final LinksView linksView;
    private final PathsView pathsView;
    private final DetailView detailView;
    private final ShareView shareView = new ShareView();
    private final BorderPane frame = new BorderPane();
    private final StackPane middle = new StackPane();
    private final MasterDetailPane drawer = new MasterDetailPane(Side.RIGHT);
    private final ModalPane modal = new ModalPane();
    private final Rail rail = new Rail(this::open);
    private final StatusLine status = new StatusLine(this::open, this::openTexts);
    private final TopBar top;
    private final Regions regions;
    private Screen screen = Screen.START;
    private SwarmPicture picture;
    private boolean shareWanted;
    private boolean compact;

    /// The logic behind the screens.
    record Models(
            Selection selection,
            JoinViewModel join,
            GraphViewModel graph,
            PeersViewModel peers,
            TrafficViewModel traffic,
            DatabaseViewModel database,
            LinksViewModel links,
            PathsViewModel paths,
            DetailViewModel detail,
            TextViewModel texts) {}

    /// @param first what to show as soon as a node runs
    Desk(Models models, Look look, SwarmWatch watch, Screen first) {
        this.first = first;
        selection = models.selection;
        join = models.join;
        graph = models.graph;
        peers = models.peers;
        traffic = models.traffic;
        database = models.database;
        links = models.links;
        paths = models.paths;
        detail = models.detail;
        texts = models.texts;
        picture = watch.latest();
        joinView = new JoinView(join, () -> open(Screen.GRAPH));
        graphView = new GraphView(graph, this::openDetails, this::openShare);
        peersView = new PeersView(peers, this::openDetails);
        trafficView = new TrafficView(traffic);
        databaseView = new DatabaseView(database);
        linksView = new LinksView(links);
        pathsView = new PathsView(paths);
        detailView = new DetailView(detail, texts, this::closeDetails);
        top = new TopBar(look, this::openShare);
        InvalidationListener room = _ -> adapt(look.scale().get());
        widthProperty().addListener(room);
        heightProperty().addListener((_, _, _) -> adaptRail(look.scale().get()));
        look.scale().addListener(room);
        regions = regions();
        build();
        open(Screen.START);
    }

    private void build() {
        getStyleClass().add("desk");
        drawer.setAnimated(false);
        drawer.setFocusTraversable(false);
        modal.setFocusTraversable(false);
        middle.setMinWidth(0);
        drawer.setMasterNode(middle);
        drawer.setDetailNode(detailView);
        drawer.setDividerPosition(DRAWER_POSITION);
        drawer.setShowDetailNode(false);
        frame.setTop(top);
        frame.setCenter(drawer);
        modal.setId("modal");
        getChildren().addAll(frame, modal);
        texts.openProperty().bind(drawer.showDetailNodeProperty());
        texts.unreadProperty().addListener((_, _, now) -> status.show(now, picture));
        selection
                .member()
                .addListener(
                        (_, _, member) -> {
                            if (member == null) {
                                closeDetails();
                            }
                        });
    }

    private Regions regions() {
        return new Regions(
                List.of(
                        new Regions.Region(rail, () -> frame.getLeft() != null, rail::focusFirst),
                        new Regions.Region(top, () -> true, top::focusFirst),
                        new Regions.Region(middle, () -> true, this::focusScreen),
                        new Regions.Region(
                                detailView, drawer::isShowDetailNode, detailView::requestFocus),
                        new Regions.Region(
                                status, () -> frame.getBottom() != null, status::focusFirst)));
    }

    /// A new picture for everything that shows one.
    void show(SwarmPicture next) {
        boolean ranBefore = picture.own() != null;
        picture = next;
        graph.show(next);
        peers.show(next);
        traffic.show(next);
        database.show(next);
        links.show(next);
        paths.show(next);
        detail.show(next);
        texts.show(next);
        top.show(next);
        status.show(next);
        SwarmPicture.OwnNode own = next.own();
        if (own != null) {
            shareView.show(own);
        }
        if (ranBefore != (own != null)) {
            showFrame();
        }
        if (own != null && shareWanted) {
            shareWanted = false;
            openShare();
        }
    }

    private void showFrame() {
        boolean runs = picture.own() != null;
        frame.setLeft(runs ? rail : null);
        frame.setBottom(runs ? status : null);
        joinView.showBack(runs);
    }

    /// Something was started on the first page.
    void arrived(Arrival.Kind kind) {
        shareWanted = kind == Arrival.Kind.CREATED;
        open(first);
    }

    void open(Screen next) {
        screen = next;
        Node node =
                switch (next) {
                    case START -> joinView;
                    case GRAPH -> graphView;
                    case PEERS -> peersView;
                    case TRAFFIC -> trafficView;
                    case DATABASE -> databaseView;
                    case LINKS -> linksView;
                    case PATHS -> pathsView;
                };
        middle.getChildren().setAll(node);
        database.openProperty().set(next == Screen.DATABASE);
        links.openProperty().set(next == Screen.LINKS);
        paths.openProperty().set(next == Screen.PATHS);
        // What lies within a split pane is part of the scene only once that has its skin.
        middle.applyCss();
        rail.show(next);
        if (next == Screen.START) {
            closeDetails();
        }
        focusScreen();
    }

    /// Opens the page where other swarms are joined, ready to paste.
    void openJoin() {
        open(Screen.START);
        FxThread.later(joinView::focusKey);
    }

    private void focusScreen() {
        switch (screen) {
            case START -> joinView.focusDemo();
            case GRAPH -> graphView.focusTarget().requestFocus();
            case PEERS -> peersView.focusTarget().requestFocus();
            case TRAFFIC -> trafficView.focusTarget().requestFocus();
            case DATABASE -> databaseView.focusTarget().requestFocus();
            case LINKS -> linksView.focusTarget().requestFocus();
            case PATHS -> pathsView.focusTarget().requestFocus();
        }
    }

    private void openDetails() {
        if (selection.member().get() != null && !drawer.isShowDetailNode()) {
            drawer.setShowDetailNode(true);
            drawer.setDividerPosition(compact ? COMPACT_DRAWER_POSITION : DRAWER_POSITION);
        }
    }

    /// Leads to the texts of this member.
    private void openTexts(PublicKey member) {
        selection.member().set(member);
        openDetails();
        detailView.focusTexts();
    }

    /// With little room, by a narrow window or large letters, the drawer covers the screen.
    private void adapt(int scalePercent) {
        compact = getWidth() > 0 && getWidth() * 100 / scalePercent < COMPACT_WIDTH;
        top.setCompact(compact);
        adaptRail(scalePercent);
        drawer.setDividerPosition(compact ? COMPACT_DRAWER_POSITION : DRAWER_POSITION);
    }

    private void adaptRail(int scalePercent) {
        rail.setCompact(getHeight() > 0 && getHeight() * 100 / scalePercent < COMPACT_HEIGHT);
    }

    private void closeDetails() {
        drawer.setShowDetailNode(false);
    }

    private void openShare() {
        if (picture.own() == null) {
            return;
        }
        var sheet = new ScrollPane(shareView);
        sheet.setFitToWidth(true);
        sheet.getStyleClass().add("sheet");
        sheet.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        modal.show(sheet);
    }

    /// Closes the innermost thing that is open.
    void escape() {
        if (modal.isDisplay()) {
            modal.hide();
            focusScreen();
        } else if (drawer.isShowDetailNode()) {
            closeDetails();
            focusScreen();
        } else if (screen == Screen.START && picture.own() != null) {
            open(Screen.GRAPH);
        }
    }

    void cycleRegions(int step) {
        regions.cycle(getScene().getFocusOwner(), step);
        showFocus();
    }

    /// Only a focus that came by traversal is drawn: go one step on and come back.
    private void showFocus() {
        Node owner = getScene().getFocusOwner();
        if (owner != null && owner.requestFocusTraversal(TraversalDirection.NEXT)) {
            getScene().getFocusOwner().requestFocusTraversal(TraversalDirection.PREVIOUS);
        }
    }

    /// Whether nodes run, so that there are screens to go to.
    boolean runs() {
        return picture.own() != null;
    }

    SwarmPicture picture() {
        return picture;
    }

    Selection selection() {
        return selection;
    }

    JoinView joinView() {
        return joinView;
    }
}
