package org.resilientswarm.ui.join;

import java.util.concurrent.Executor;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.api.SwarmConfig;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.KeyReading;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmLink;
import org.resilientswarm.ui.bridge.JoinProgress;
import org.resilientswarm.ui.bridge.JoinProgress.Outcome;
import org.resilientswarm.ui.bridge.Joining;
import org.resilientswarm.ui.bridge.UiThreads;

/// What the first page can do. JavaFX thread; what waits runs elsewhere.
public final class JoinViewModel {
    private final Environment environment;
    private final StringProperty input = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<@Nullable KeyReading> reading =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable JoinProgress> progress =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Outcome.@Nullable Failed> failure =
            new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<@Nullable SwarmLink> offer = new SimpleObjectProperty<>();
    private @Nullable Joining joining;
    private @Nullable SwarmLink wanted;
    private @Nullable SwarmLink declined;
    private boolean clearing;

    /// What the first page works with.
    ///
    /// @param reader reads keys; must be quick
    /// @param starter starts attempts to join
    /// @param config how to set up a node
    /// @param readerThread the thread of this object
    /// @param onOpen called when there is something to see on the other screens
    public record Environment(
            Function<String, KeyReading> reader,
            Joining.Starter starter,
            SwarmConfig config,
            Executor readerThread,
            Arrival onOpen) {}

    /// Hears that the first page has done its work.
    @FunctionalInterface
    public interface Arrival {
        /// Nodes run.
        ///
        /// @param kind what was started
        void arrived(Kind kind);

        /// What a person can start on the first page.
        enum Kind {
            /// Several nodes in this process.
            DEMO,
            /// A node that joined others.
            JOINED,
            /// A node that waits for others.
            CREATED
        }
    }

    /// @param environment what to work with
    public JoinViewModel(Environment environment) {
        this.environment = environment;
        input.addListener((_, _, text) -> read(text));
    }

    private void read(String text) {
        if (clearing) {
            return;
        }
        failure.set(null);
        if (text.isBlank()) {
            reading.set(null);
            return;
        }
        KeyReading result = environment.reader.apply(text);
        reading.set(result);
        if (isPrivate(result)) {
            // A field bound to the input does not hear of changes made while it makes one itself.
            environment.readerThread.execute(this::clear);
        }
    }

    private static boolean isPrivate(KeyReading result) {
        return result instanceof KeyReading.Refused refused
                && refused.code() == ErrorCode.KEY_PRIVATE;
    }

    /// A private key must not stay on the screen; the reason does.
    private void clear() {
        clearing = true;
        input.set("");
        clearing = false;
    }

    /// Looks whether a text that a person copied elsewhere is worth offering.
    public void offerText(@Nullable String text) {
        SwarmLink link = null;
        if (text != null && !text.isBlank() && text.length() < 2048) {
            link =
                    environment.reader.apply(text) instanceof KeyReading.Valid valid
                            ? valid.link()
                            : null;
        }
        boolean news = link != null && !link.equals(declined) && !isOwn(link.key());
        offer.set(news ? link : null);
    }

    private boolean isOwn(PublicKey key) {
        return environment.starter.nodes().nodes().stream()
                .anyMatch(node -> node.publicKey().equals(key));
    }

    /// Puts what is offered into the field.
    void takeOffer() {
        SwarmLink link = offer.get();
        if (link != null) {
            input.set(link.text());
            declineOffer();
        }
    }

    /// Does not offer the same again.
    void declineOffer() {
        declined = offer.get();
        offer.set(null);
    }

    /// Joins the swarm that the field names.
    public void join() {
        if (reading.get() instanceof KeyReading.Valid valid && !busy.get()) {
            join(valid.link());
        }
    }

    private void join(SwarmLink link) {
        begin();
        wanted = link;
        joining = environment.starter.start(environment.config, link, this::show);
    }

    private void begin() {
        busy.set(true);
        failure.set(null);
        progress.set(null);
    }

    private void show(JoinProgress now) {
        progress.set(now);
        switch (now.outcome()) {
            case Outcome.Running _ -> {}
            case Outcome.Joined _ -> arrive(Arrival.Kind.JOINED);
            case Outcome.Failed failed -> {
                busy.set(false);
                failure.set(failed);
            }
        }
    }

    private void arrive(Arrival.Kind kind) {
        busy.set(false);
        progress.set(null);
        joining = null;
        if (kind == Arrival.Kind.JOINED) {
            input.set("");
        }
        environment.onOpen.arrived(kind);
    }

    /// Tries the same again.
    void retry() {
        SwarmLink link = wanted;
        if (link != null && !busy.get()) {
            join(link);
        }
    }

    /// Gives up what is under way.
    void cancel() {
        Joining attempt = joining;
        joining = null;
        busy.set(false);
        progress.set(null);
        failure.set(null);
        if (attempt != null) {
            environment.starter.work().execute(attempt::close);
        }
    }

    /// Starts several nodes in this process and lets them meet.
    public void startDemo(int count) {
        wanted = null;
        open(
                Arrival.Kind.DEMO,
                () -> environment.starter.nodes().attach(environment.starter.source().demo(count)));
    }

    /// Starts a node that others can join.
    public void create() {
        wanted = null;
        open(
                Arrival.Kind.CREATED,
                () -> {
                    Swarm swarm = environment.starter.source().open(environment.config);
                    environment.starter.nodes().attach(swarm);
                });
    }

    private void open(Arrival.Kind kind, Runnable opening) {
        if (busy.get()) {
            return;
        }
        begin();
        environment
                .starter
                .work()
                .execute(
                        () -> {
                            try {
                                opening.run();
                                environment.readerThread.execute(() -> arrive(kind));
                            } catch (RuntimeException e) {
                                environment.readerThread.execute(() -> notOpened(e));
                            }
                        });
    }

    private void notOpened(RuntimeException thrown) {
        busy.set(false);
        if (thrown instanceof SwarmException known) {
            failure.set(new Outcome.Failed(known.code(), known.getMessage()));
        } else {
            UiThreads.stray(Thread.currentThread(), thrown);
            failure.set(new Outcome.Failed(ErrorCode.INTERNAL, thrown.toString()));
        }
    }

    /// What a person types or pastes.
    public StringProperty inputProperty() {
        return input;
    }

    /// What the input turned out to be, or null while there is none.
    ReadOnlyObjectProperty<@Nullable KeyReading> readingProperty() {
        return reading.getReadOnlyProperty();
    }

    /// How far joining has come, or null when nothing is being joined.
    ReadOnlyObjectProperty<@Nullable JoinProgress> progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /// Whether something is being started.
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /// Why the last attempt failed, or null.
    public ReadOnlyObjectProperty<Outcome.@Nullable Failed> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /// Whether the last attempt can be tried again.
    boolean canRetry() {
        return wanted != null;
    }

    /// A link that a person copied elsewhere, or null.
    ReadOnlyObjectProperty<@Nullable SwarmLink> offerProperty() {
        return offer;
    }
}
