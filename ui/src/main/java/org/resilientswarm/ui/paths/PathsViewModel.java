package org.resilientswarm.ui.paths;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.CircuitInfo;
import org.resilientswarm.core.model.Path;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.RelayInfo;
import org.resilientswarm.core.model.RelayPolicy;
import org.resilientswarm.ui.bridge.LocalNodes;
import org.resilientswarm.ui.bridge.Mailbox;
import org.resilientswarm.ui.bridge.PathFeed;
import org.resilientswarm.ui.bridge.PeerView;
import org.resilientswarm.ui.bridge.Selection;
import org.resilientswarm.ui.bridge.SwarmPicture;
import org.resilientswarm.ui.control.RowUpdate;
import org.resilientswarm.ui.control.Texts;
import org.resilientswarm.ui.paths.PathWork.Seen;

/// The logic of the paths screen. JavaFX thread.
public final class PathsViewModel {
    private static final Comparator<CircuitInfo> BY_ENDS =
            Comparator.comparing(CircuitInfo::origin)
                    .thenComparing(CircuitInfo::target)
                    .thenComparing(CircuitInfo::from)
                    .thenComparing(CircuitInfo::to)
                    .thenComparing(CircuitInfo::since);

    private final Selection selection;
    private final Executor feedThread;
    private final PathWork work;
    private final Mailbox<Boolean> news;
    private final ReadOnlyObjectWrapper<SwarmPicture> picture =
            new ReadOnlyObjectWrapper<>(SwarmPicture.empty(Instant.EPOCH));
    private final ReadOnlyObjectWrapper<Seen> seen = new ReadOnlyObjectWrapper<>(Seen.NOTHING);
    private final ReadOnlyObjectWrapper<@Nullable PublicKey> peer = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<PeerChoice>> choices =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<RelayPolicy> policy =
            new ReadOnlyObjectWrapper<>(RelayInfo.NONE.policy());
    private final ObservableList<CircuitInfo> circuits = FXCollections.observableArrayList();
    private final BooleanProperty open = new SimpleBooleanProperty();
    private @Nullable RelayPolicy wanted;

    /// A peer that can be chosen.
    ///
    /// @param words what it is called and how it is reached
    record PeerChoice(PublicKey key, String words) {}

    /// @param selection shared with the other screens
    /// @param nodes the first one is asked
    /// @param clock the time of day
    /// @param feedThread owns what is asked; one task at a time, in order
    /// @param readerThread the JavaFX thread
    public PathsViewModel(
            Selection selection,
            LocalNodes nodes,
            InstantSource clock,
            Executor feedThread,
            Executor readerThread) {
        this.selection = selection;
        this.feedThread = feedThread;
        this.news = new Mailbox<>(readerThread, (Boolean _) -> apply());
        this.work = new PathWork(nodes, clock, feedThread, () -> news.post(true));
        selection.member().addListener((_, _, _) -> choosePeer());
        open.addListener((_, _, _) -> look());
        peer.addListener((_, _, _) -> look());
    }

    /// Asks for ways; to be started on the thread that owns it.
    public PathFeed feed() {
        return work.feed();
    }

    /// A new picture of the swarm.
    public void show(SwarmPicture next) {
        picture.set(next);
        List<PeerChoice> now =
                next.peers().stream()
                        .map(view -> new PeerChoice(view.key(), words(view)))
                        .sorted(Comparator.comparing(PeerChoice::words))
                        .toList();
        if (!now.equals(choices.get())) {
            choices.set(now);
        }
        choosePeer();
        List<CircuitInfo> sorted = next.relay().circuits().stream().sorted(BY_ENDS).toList();
        RowUpdate.apply(circuits, sorted, BY_ENDS);
        if (next.relay().policy().equals(wanted)) {
            wanted = null;
        }
        policy.set(wanted == null ? next.relay().policy() : wanted);
    }

    private static String words(PeerView view) {
        Path path = view.path();
        return Texts.of(
                "paths.peer",
                view.label(),
                Texts.word(view.connected() && path != null ? path.kind() : view.state()));
    }

    /// The member that all screens show; if that is none of the peers, the one that was shown
    /// before; if there is none, one that is worth a look.
    private void choosePeer() {
        List<PeerView> peers = picture.get().peers();
        PublicKey selected = selection.member().get();
        PublicKey before = peer.get();
        peer.set(
                find(peers, selected)
                        .or(() -> find(peers, before))
                        .or(
                                () ->
                                        peers.stream()
                                                .max(
                                                        Comparator.comparingInt(
                                                                PathsViewModel::worth)))
                        .map(PeerView::key)
                        .orElse(null));
    }

    private static Optional<PeerView> find(List<PeerView> peers, @Nullable PublicKey key) {
        return peers.stream().filter(view -> view.key().equals(key)).findFirst();
    }

    private static int worth(PeerView view) {
        boolean relayed = view.path() != null && view.path().kind() == PathKind.RELAY;
        return (view.connected() ? 1 : 0) + (relayed ? 1 : 0);
    }

    private void look() {
        PublicKey next = open.get() ? peer.get() : null;
        feedThread.execute(() -> work.look(next));
    }

    private void apply() {
        Seen now = work.seen();
        if (now.refused() != null) {
            wanted = null;
            policy.set(picture.get().relay().policy());
        }
        seen.set(now);
    }

    /// Looks at the ways to this peer, and selects it on all screens.
    void choose(PublicKey next) {
        selection.member().set(next);
    }

    /// Asks everybody on the path in use how long it takes to them.
    void trace() {
        PublicKey target = peer.get();
        if (target != null) {
            feedThread.execute(() -> work.trace(target));
        }
    }

    /// Blocks the direct link for a while: a drill.
    void block() {
        PublicKey target = peer.get();
        if (target != null) {
            feedThread.execute(() -> work.block(target));
        }
    }

    /// Relays so from now on.
    void relay(RelayPolicy next) {
        if (!Objects.equals(next, policy.get())) {
            wanted = next;
            policy.set(next);
            feedThread.execute(() -> work.relay(next));
        }
    }

    /// What is found out of the ways, if it is about the peer that is looked at.
    Seen current() {
        Seen now = seen.get();
        return Objects.equals(now.peer(), peer.get()) ? now : Seen.NOTHING;
    }

    /// How to say it.
    PathWords words() {
        SwarmPicture now = picture.get();
        SwarmPicture.OwnNode own = now.own();
        return new PathWords(own == null ? null : own.key(), now::label);
    }

    /// The relay on which too much depends.
    Optional<RelayLoad> tooMuch() {
        return RelayLoad.tooMuch(picture.get().peers());
    }

    /// The latest picture of the swarm.
    ReadOnlyObjectProperty<SwarmPicture> pictureProperty() {
        return picture.getReadOnlyProperty();
    }

    /// What was found out.
    ReadOnlyObjectProperty<Seen> seenProperty() {
        return seen.getReadOnlyProperty();
    }

    /// Whose ways are looked at, or null.
    ReadOnlyObjectProperty<@Nullable PublicKey> peerProperty() {
        return peer.getReadOnlyProperty();
    }

    /// Who can be chosen.
    ReadOnlyObjectProperty<List<PeerChoice>> choicesProperty() {
        return choices.getReadOnlyProperty();
    }

    /// How the own node relays, or shall.
    ReadOnlyObjectProperty<RelayPolicy> policyProperty() {
        return policy.getReadOnlyProperty();
    }

    /// What runs through the own node, ordered by the ends.
    ObservableList<CircuitInfo> circuits() {
        return circuits;
    }

    /// Whether the screen is to be seen; without that nothing is asked.
    public BooleanProperty openProperty() {
        return open;
    }
}
