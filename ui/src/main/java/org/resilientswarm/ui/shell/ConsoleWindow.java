package org.resilientswarm.ui.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javafx.scene.text.Font;
import javafx.stage.Stage;
import org.resilientswarm.core.api.Subscription;
import org.resilientswarm.core.model.KeyReading;
import org.resilientswarm.core.model.SwarmLink;
import org.resilientswarm.ui.bridge.FxThread;
import org.resilientswarm.ui.bridge.Joining;
import org.resilientswarm.ui.bridge.LocalNodes;
import org.resilientswarm.ui.bridge.Selection;
import org.resilientswarm.ui.bridge.SwarmSource;
import org.resilientswarm.ui.bridge.SwarmWatch;
import org.resilientswarm.ui.bridge.SystemLook;
import org.resilientswarm.ui.bridge.UiThreads;
import org.resilientswarm.ui.control.Texts;
import org.resilientswarm.ui.database.DatabaseViewModel;
import org.resilientswarm.ui.detail.DetailViewModel;
import org.resilientswarm.ui.detail.TextViewModel;
import org.resilientswarm.ui.graph.GraphViewModel;
import org.resilientswarm.ui.join.JoinViewModel;
import org.resilientswarm.ui.links.LinksViewModel;
import org.resilientswarm.ui.paths.PathsViewModel;
import org.resilientswarm.ui.peers.PeersViewModel;
import org.resilientswarm.ui.traffic.TrafficViewModel;

/// The window with everything behind it. JavaFX thread.
final class ConsoleWindow {
    private static final String RESOURCES = "org/resilientswarm/resources/";
    private static final int[] ICON_SIZES = {16, 24, 32, 48, 64, 128, 256, 512};
    private static final double WIDTH = 1180;
    private static final double HEIGHT = 780;
    private static final double MIN_WIDTH = 480;
    private static final double MIN_HEIGHT = 360;

    private final ConsoleConfig config;
    private final Memory memory;
    private final Stage stage = new Stage();
    private final Look look;
    private final JoinViewModel join;
    private final GraphViewModel graph;
    private final TrafficViewModel traffic;
    private final DatabaseViewModel database;
    private final LinksViewModel links;
    private final Desk desk;
    private final Subscription watching;

    /// What the window works with.
    ///
    /// @param threads where what waits is done
    /// @param nodes those that run
    /// @param source where more come from
    /// @param watch takes pictures of them
    record Engine(UiThreads threads, LocalNodes nodes, SwarmSource source, SwarmWatch watch) {}

    ConsoleWindow(ConsoleConfig config, Memory memory, Engine engine) {
        this.config = config;
        this.memory = memory;
        loadFonts();
        look =
                new Look(
                        SystemLook.colorScheme(),
                        config.theme() == Theme.SYSTEM ? memory.theme() : config.theme(),
                        config.scalePercent() == 0
                                ? (int) memory.number(Memory.SCALE, 0)
                                : config.scalePercent());
        var selection = new Selection();
        join = new JoinViewModel(environment(engine));
        graph = new GraphViewModel(selection, engine.threads.layout(), FxThread::later);
        graph.legendProperty().set(memory.legend());
        traffic =
                new TrafficViewModel(
                        selection, engine.nodes, engine.threads.traffic(), FxThread::later);
        traffic.feed().start(engine.threads.traffic());
        database =
                new DatabaseViewModel(
                        engine.nodes,
                        InstantSource.system(),
                        engine.threads.records(),
                        FxThread::later);
        database.feed().start(engine.threads.records());
        links = new LinksViewModel(selection);
        var paths =
                new PathsViewModel(
                        selection,
                        engine.nodes,
                        InstantSource.system(),
                        engine.threads.paths(),
                        FxThread::later);
        paths.feed().start(engine.threads.paths());
        var texts =
                new TextViewModel(selection, engine.nodes, InstantSource.system(), FxThread::later);
        texts.streams().start(engine.threads.poll());
        desk =
                new Desk(
                        new Desk.Models(
                                selection,
                                join,
                                graph,
                                new PeersViewModel(selection),
                                traffic,
                                database,
                                links,
                                paths,
                                new DetailViewModel(selection),
                                texts),
                        look,
                        engine.watch,
                        config.screen() == Screen.START ? Screen.GRAPH : config.screen());
        watching = engine.watch.watch(desk::show);
        dress();
    }

    private JoinViewModel.Environment environment(Engine engine) {
        Executor fx = FxThread::later;
        return new JoinViewModel.Environment(
                KeyReading::of,
                new Joining.Starter(
                        engine.source,
                        engine.nodes,
                        engine.threads.work(),
                        engine.threads.poll(),
                        fx),
                config.swarm(),
                fx,
                kind -> desk().arrived(kind));
    }

    private static void loadFonts() {
        for (String name : new String[] {"Inter-Regular.otf", "Inter-Bold.otf"}) {
            try (InputStream font = resource("font/" + name)) {
                Font.loadFont(font, 14);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static InputStream resource(String name) {
        InputStream stream =
                ConsoleWindow.class.getClassLoader().getResourceAsStream(RESOURCES + name);
        if (stream == null) {
            throw new IllegalStateException(name + " is not part of this program");
        }
        return stream;
    }

    private void dress() {
        stage.setTitle(Texts.of("product"));
        for (int size : ICON_SIZES) {
            stage.getIcons().add(new Image(resource("icon/icon-" + size + ".png")));
        }
        Rectangle2D bounds = javafx.stage.Screen.getPrimary().getVisualBounds();
        double width = Math.min(memory.number(Memory.WIDTH, WIDTH), bounds.getWidth());
        double height = Math.min(memory.number(Memory.HEIGHT, HEIGHT), bounds.getHeight());
        var scene = new Scene(desk, width, height);
        look.dress(scene);
        new Keys(desk, look).attach(scene);
        stage.setScene(scene);
        stage.setMinWidth(MIN_WIDTH);
        stage.setMinHeight(MIN_HEIGHT);
        place(bounds);
        stage.focusedProperty().addListener((_, _, focused) -> offerClipboard(focused));
    }

    /// Where it was last time, unless that screen is gone.
    private void place(Rectangle2D bounds) {
        double x = memory.number(Memory.X, Double.NaN);
        double y = memory.number(Memory.Y, Double.NaN);
        boolean visible =
                javafx.stage.Screen.getScreens().stream()
                        .anyMatch(screen -> screen.getVisualBounds().contains(x + 40, y + 10));
        if (visible) {
            stage.setX(x);
            stage.setY(y);
        } else {
            stage.setX(bounds.getMinX() + (bounds.getWidth() - stage.getScene().getWidth()) / 2);
            stage.setY(bounds.getMinY() + (bounds.getHeight() - stage.getScene().getHeight()) / 3);
        }
        stage.setMaximized(memory.flag(Memory.MAXIMIZED));
    }

    private void offerClipboard(boolean focused) {
        if (focused && config.screenshot() == null) {
            join.offerText(Clipboard.getSystemClipboard().getString());
        }
    }

    /// Shows the window and begins with what the configuration asks for.
    ///
    /// @param onClose called when the user closes it
    void open(Runnable onClose) {
        stage.setOnCloseRequest(
                request -> {
                    request.consume();
                    onClose.run();
                });
        stage.show();
        SwarmLink link = config.join();
        if (link != null) {
            join.inputProperty().set(link.text());
            desk.joinView().focusJoin();
        } else if (config.demoNodes() > 0) {
            join.startDemo(config.demoNodes());
        } else {
            desk.joinView().focusDemo();
        }
    }

    /// Remembers where the window is, and hides it.
    void close() {
        watching.close();
        memory.put(Memory.MAXIMIZED, stage.isMaximized());
        if (!stage.isMaximized()) {
            memory.put(Memory.X, stage.getX());
            memory.put(Memory.Y, stage.getY());
            memory.put(Memory.WIDTH, stage.getScene().getWidth());
            memory.put(Memory.HEIGHT, stage.getScene().getHeight());
        }
        memory.put(Memory.THEME, look.theme().get());
        memory.put(Memory.SCALE, look.scale().get());
        memory.put(Memory.LEGEND, graph.legendProperty().get());
        stage.hide();
    }

    Stage stage() {
        return stage;
    }

    Desk desk() {
        return desk;
    }

    JoinViewModel join() {
        return join;
    }

    GraphViewModel graph() {
        return graph;
    }

    TrafficViewModel traffic() {
        return traffic;
    }

    DatabaseViewModel database() {
        return database;
    }

    LinksViewModel links() {
        return links;
    }

    Look look() {
        return look;
    }
}
