package org.resilientswarm.ui.graph;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;
import javafx.collections.SetChangeListener;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.ui.bridge.EdgeKind;
import org.resilientswarm.ui.bridge.EdgeView;
import org.resilientswarm.ui.bridge.Mailbox;
import org.resilientswarm.ui.bridge.NodeView;
import org.resilientswarm.ui.bridge.Selection;
import org.resilientswarm.ui.bridge.SwarmPicture;

/// What the graph shows and what can be done with it. JavaFX thread.
public final class GraphViewModel {
    /// For how long a member that left stays visible, fading.
    static final Duration GHOST_TIME = Duration.ofSeconds(60);

    /// For how long after its first connection a swarm forms and may be rearranged.
    static final Duration FORMING_TIME = Duration.ofSeconds(4);

    private final Selection selection;
    private final Executor layoutThread;
    private final Mailbox<Arranged> arranged;
    private final Arrangement arrangement = new Arrangement();
    private final AtomicInteger wantedLayout = new AtomicInteger();
    private final ReadOnlyObjectWrapper<GraphScene> scene =
            new ReadOnlyObjectWrapper<>(GraphScene.EMPTY);
    private final ReadOnlyObjectWrapper<SwarmPicture> picture;
    private final ReadOnlyBooleanWrapper settled = new ReadOnlyBooleanWrapper(true);
    private final ReadOnlyBooleanWrapper forming = new ReadOnlyBooleanWrapper(true);
    private final ObjectProperty<LegendChoice> legend =
            new SimpleObjectProperty<>(LegendChoice.BY_ROOM);
    private final ObservableSet<EdgeKind> hidden =
            FXCollections.observableSet(new HashSet<EdgeKind>());
    private final Map<PublicKey, Ghost> ghosts = new LinkedHashMap<>();
    private final Set<PublicKey> pins = new HashSet<>();
    private Map<PublicKey, Point> places = new HashMap<>();
    private final ReadOnlyObjectWrapper<List<?>> drawn = new ReadOnlyObjectWrapper<>(List.of());
    private Arrangement.Shape shape = new Arrangement.Shape(List.of(), List.of());
    private @Nullable Instant firstEdge;
    private boolean touched;

    private record Ghost(NodeView view, Instant left) {}

    private record Arranged(int layout, Map<PublicKey, Point> places) {}

    /// @param selection shared with the other screens
    /// @param layoutThread arranges
    /// @param readerThread the thread of this object
    public GraphViewModel(Selection selection, Executor layoutThread, Executor readerThread) {
        this.selection = selection;
        this.layoutThread = layoutThread;
        arranged = new Mailbox<>(readerThread, this::take);
        picture = new ReadOnlyObjectWrapper<>(SwarmPicture.empty(Instant.EPOCH));
        hidden.addListener((SetChangeListener<EdgeKind>) _ -> rebuild());
    }

    /// A new picture of the swarm.
    public void show(SwarmPicture next) {
        SwarmPicture last = picture.get();
        if (!sameSwarm(last, next)) {
            restart();
        } else {
            rememberGone(last, next);
        }
        picture.set(next);
        ghosts.entrySet()
                .removeIf(
                        ghost ->
                                next.node(ghost.getKey()).isPresent()
                                        || presence(ghost.getValue(), next.at()) <= 0);
        updateForming(next);
        Arrangement.Shape nextShape = shapeOf(next);
        if (!nextShape.equals(shape)) {
            shape = nextShape;
            arrange(forming.get());
        }
        rebuild();
        drawn.set(
                next.edges().stream().map(e -> List.of(e.a(), e.b(), e.kind(), e.via())).toList());
    }

    private static boolean sameSwarm(SwarmPicture last, SwarmPicture next) {
        SwarmPicture.OwnNode before = last.own();
        SwarmPicture.OwnNode now = next.own();
        return before != null && now != null && before.key().equals(now.key());
    }

    private void restart() {
        ghosts.clear();
        pins.clear();
        firstEdge = null;
        touched = false;
        selection.member().set(null);
    }

    private void rememberGone(SwarmPicture last, SwarmPicture next) {
        for (NodeView node : last.nodes()) {
            if (next.node(node.key()).isEmpty()) {
                ghosts.put(node.key(), new Ghost(node, next.at()));
            }
        }
    }

    private void updateForming(SwarmPicture next) {
        if (firstEdge == null && !next.edges().isEmpty()) {
            firstEdge = next.at();
        }
        forming.set(
                !touched
                        && (firstEdge == null || next.at().isBefore(firstEdge.plus(FORMING_TIME))));
    }

    private Arrangement.Shape shapeOf(SwarmPicture next) {
        List<PublicKey> members = new ArrayList<>();
        next.nodes().stream().filter(NodeView::self).forEach(node -> members.add(node.key()));
        next.nodes().stream().filter(node -> !node.self()).forEach(n -> members.add(n.key()));
        members.addAll(ghosts.keySet());
        List<Arrangement.Line> lines =
                next.edges().stream()
                        .map(edge -> new Arrangement.Line(edge.a(), edge.b()))
                        .toList();
        return new Arrangement.Shape(members, lines);
    }

    private void arrange(boolean free) {
        int layout = wantedLayout.incrementAndGet();
        Arrangement.Shape wanted = shape;
        onLayoutThread(layout, () -> arrangement.arrange(wanted, free));
    }

    private void onLayoutThread(int layout, Supplier<Map<PublicKey, Point>> task) {
        settled.set(false);
        layoutThread.execute(() -> arranged.post(new Arranged(layout, task.get())));
    }

    private void take(Arranged result) {
        places = new HashMap<>(result.places);
        rebuild();
        settled.set(result.layout == wantedLayout.get());
    }

    /// Arranges everything anew that is not pinned, because a person asked for it.
    public void rearrange() {
        arrange(true);
    }

    private void rebuild() {
        SwarmPicture now = picture.get();
        List<GraphScene.Node> nodes = new ArrayList<>();
        for (NodeView node : now.nodes()) {
            add(nodes, node, 1);
        }
        ghosts.values().forEach(ghost -> add(nodes, ghost.view, presence(ghost, now.at())));
        List<GraphScene.Edge> edges = new ArrayList<>();
        for (EdgeView edge : now.edges()) {
            Point from = places.get(edge.a());
            Point to = places.get(edge.b());
            if (from != null && to != null && !hidden.contains(edge.kind())) {
                edges.add(new GraphScene.Edge(edge, from, to, curve(edge, from, to)));
            }
        }
        long hiddenEdges = now.edges().stream().filter(e -> hidden.contains(e.kind())).count();
        var next = new GraphScene(nodes, edges, (int) hiddenEdges);
        if (!next.equals(scene.get())) {
            scene.set(next);
        }
    }

    private void add(List<GraphScene.Node> nodes, NodeView view, double presence) {
        Point place = places.get(view.key());
        if (place != null) {
            nodes.add(new GraphScene.Node(view, place, pins.contains(view.key()), presence));
        }
    }

    private static double presence(Ghost ghost, Instant now) {
        double passed = Duration.between(ghost.left, now).toMillis();
        return Math.min(0.999, 1 - passed / GHOST_TIME.toMillis());
    }

    private List<RelayCurve.Piece> curve(EdgeView edge, Point from, Point to) {
        List<Point> relays = new ArrayList<>();
        for (PublicKey relay : edge.via()) {
            Point place = places.get(relay);
            if (place != null) {
                relays.add(place);
            }
        }
        return relays.isEmpty() ? List.of() : RelayCurve.through(from, relays, to);
    }

    /// A person takes the graph in hand: from now on nothing moves but by them.
    public void touch() {
        touched = true;
        forming.set(false);
    }

    /// A person moves a member; it stays where it is put.
    void move(PublicKey member, Point place) {
        touch();
        pins.add(member);
        places.put(member, place);
        rebuild();
        int layout = wantedLayout.incrementAndGet();
        Arrangement.Shape wanted = shape;
        onLayoutThread(
                layout,
                () -> {
                    arrangement.pin(member, place);
                    return arrangement.arrange(wanted, false);
                });
    }

    /// Pins the member where it stands, or lets it go again.
    void togglePin(PublicKey member) {
        Point place = places.get(member);
        if (place != null && pins.add(member)) {
            layoutThread.execute(() -> arrangement.pin(member, place));
        } else {
            pins.remove(member);
            layoutThread.execute(() -> arrangement.unpin(member));
        }
        rebuild();
    }

    /// Selects the next member in a direction, or the own node when none is selected.
    void selectNext(double dx, double dy) {
        GraphScene now = scene.get();
        PublicKey selected = selection.member().get();
        now.node(selected)
                .flatMap(start -> now.next(start, dx, dy))
                .or(() -> now.node(selected))
                .or(() -> now.nodes().stream().filter(node -> node.view().self()).findFirst())
                .ifPresent(node -> selection.member().set(node.view().key()));
    }

    /// The connections, worst first: what a table shows in place of the drawing.
    List<EdgeView> connections() {
        return picture.get().edges().stream()
                .sorted(Comparator.comparing(EdgeView::kind).reversed())
                .toList();
    }

    /// What a member is called.
    String label(PublicKey key) {
        return picture.get().node(key).map(NodeView::label).orElseGet(key::shortText);
    }

    /// What the relays of a circuit are called.
    String via(EdgeView edge) {
        return edge.via().stream().map(this::label).collect(Collectors.joining(", "));
    }

    /// How many connections of this kind there are, hidden ones too.
    long count(EdgeKind kind) {
        return picture.get().edges().stream().filter(edge -> edge.kind() == kind).count();
    }

    /// What is drawn.
    ReadOnlyObjectProperty<GraphScene> sceneProperty() {
        return scene.getReadOnlyProperty();
    }

    /// What it was made of.
    ReadOnlyObjectProperty<SwarmPicture> pictureProperty() {
        return picture.getReadOnlyProperty();
    }

    /// Whether every member has its final place.
    public ReadOnlyBooleanProperty settledProperty() {
        return settled.getReadOnlyProperty();
    }

    /// Whether the swarm forms, so that places and the camera may still change by themselves.
    public ReadOnlyBooleanProperty formingProperty() {
        return forming.getReadOnlyProperty();
    }

    /// Whether a person took the graph in hand, so that the camera is theirs.
    boolean touched() {
        return touched;
    }

    /// Whether the legend is open.
    public ObjectProperty<LegendChoice> legendProperty() {
        return legend;
    }

    /// The kinds of connections that are not shown.
    ObservableSet<EdgeKind> hiddenKinds() {
        return hidden;
    }

    /// Shared with the other screens.
    Selection selection() {
        return selection;
    }

    /// Calls the listener when members or connections came or went.
    public void onShapeChange(Runnable listener) {
        drawn.addListener((_, _, _) -> listener.run());
    }

    /// For listeners that only want to know that something changed.
    void onChange(Consumer<SwarmPicture> listener) {
        picture.addListener((_, _, now) -> listener.accept(now));
    }
}
