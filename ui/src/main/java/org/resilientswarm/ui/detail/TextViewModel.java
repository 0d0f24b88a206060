package org.resilientswarm.ui.detail;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.ui.bridge.LocalNodes;
import org.resilientswarm.ui.bridge.Mailbox;
import org.resilientswarm.ui.bridge.PeerView;
import org.resilientswarm.ui.bridge.Selection;
import org.resilientswarm.ui.bridge.SwarmPicture;
import org.resilientswarm.ui.bridge.TextStreams;
import org.resilientswarm.ui.bridge.TextView;

/// The texts that go to and fro between the own node and the selected member. JavaFX thread.
public final class TextViewModel {
    /// So much is sent in one text; in the longest encoding it stays below what streams carry.
    static final int MAX_LENGTH = 4000;

    private final Selection selection;
    private final TextStreams streams;
    private final Mailbox<Boolean> news;
    private final StringProperty input = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<List<TextView>> texts =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<@Nullable TextView> answering =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Unread> unread = new ReadOnlyObjectWrapper<>(Unread.NONE);
    private final ReadOnlyBooleanWrapper connected = new ReadOnlyBooleanWrapper();
    private final BooleanProperty open = new SimpleBooleanProperty();
    private final Map<PublicKey, String> drafts = new HashMap<>();
    private final Map<PublicKey, Long> seen = new HashMap<>();
    private SwarmPicture picture;

    /// Texts of peers that nobody has looked at.
    ///
    /// @param count how many
    /// @param peer whose the latest is, or null when there is none
    public record Unread(int count, @Nullable PublicKey peer) {
        static final Unread NONE = new Unread(0, null);
    }

    /// @param selection shared with the other screens
    /// @param nodes the first one speaks
    /// @param clock the time of day
    /// @param readerThread the JavaFX thread
    public TextViewModel(
            Selection selection, LocalNodes nodes, InstantSource clock, Executor readerThread) {
        this.selection = selection;
        this.picture = SwarmPicture.empty(clock.instant());
        this.news = new Mailbox<>(readerThread, (Boolean _) -> refresh());
        this.streams = new TextStreams(nodes, clock, this::tell);
        selection.member().addListener((_, before, now) -> turnTo(before, now));
        open.addListener((_, _, _) -> refresh());
        input.addListener((_, _, text) -> cut(text));
    }

    private void cut(String text) {
        if (text.length() > MAX_LENGTH) {
            input.set(text.substring(0, MAX_LENGTH));
        }
    }

    private void tell() {
        news.post(true);
    }

    /// Carries the texts; to be started on a thread for timers.
    public TextStreams streams() {
        return streams;
    }

    /// A new picture of the swarm.
    public void show(SwarmPicture next) {
        picture = next;
        showConnected();
    }

    private void showConnected() {
        PublicKey member = selection.member().get();
        connected.set(
                member != null && picture.peer(member).map(PeerView::connected).orElse(false));
    }

    /// What was typed for one member must not go to another one.
    private void turnTo(@Nullable PublicKey before, @Nullable PublicKey now) {
        if (before != null) {
            drafts.put(before, input.get());
        }
        drafts.values().removeIf(String::isBlank);
        answering.set(null);
        input.set(now == null ? "" : Objects.requireNonNullElse(drafts.remove(now), ""));
        showConnected();
        refresh();
    }

    private void refresh() {
        List<TextView> all = streams.all();
        PublicKey member = selection.member().get();
        texts.set(all.stream().filter(text -> text.peer().equals(member)).toList());
        TextView target = answering.get();
        if (target != null && !canAnswer(target.number())) {
            answering.set(null);
        }
        countUnread(all, open.get() ? member : null);
    }

    private boolean canAnswer(long number) {
        return texts.get().stream()
                .anyMatch(text -> text.number() == number && text.state().canAnswer());
    }

    private void countUnread(List<TextView> all, @Nullable PublicKey shown) {
        List<TextView> theirs = all.stream().filter(text -> !text.outbound()).toList();
        seen.keySet().removeIf(peer -> theirs.stream().noneMatch(t -> t.peer().equals(peer)));
        if (shown != null) {
            theirs.stream()
                    .filter(text -> text.peer().equals(shown))
                    .forEach(text -> seen.put(shown, text.number()));
        }
        List<TextView> fresh =
                theirs.stream()
                        .filter(text -> text.number() > seen.getOrDefault(text.peer(), 0L))
                        .toList();
        unread.set(
                fresh.isEmpty() ? Unread.NONE : new Unread(fresh.size(), fresh.getLast().peer()));
    }

    /// Sends what is in the field: as an answer when one is being given, else as a new text.
    void send() {
        String text = input.get().strip();
        PublicKey member = selection.member().get();
        if (text.isEmpty() || member == null || !connected.get()) {
            return;
        }
        TextView target = answering.get();
        input.set("");
        if (target == null) {
            streams.send(member, text);
        } else {
            answering.set(null);
            streams.answer(target.number(), text);
        }
    }

    /// What is sent next answers this text; null for a text of its own.
    void answerTo(@Nullable TextView text) {
        answering.set(text != null && canAnswer(text.number()) ? text : null);
    }

    /// Waits for no answer any more.
    void giveUp(long number) {
        streams.giveUp(number);
    }

    /// What the member is called.
    String label(PublicKey member) {
        return picture.peer(member).map(PeerView::label).orElseGet(member::shortText);
    }

    /// Whether what peers say goes to another part of this program.
    boolean takenElsewhere() {
        return streams.takenElsewhere();
    }

    /// What is in the field.
    StringProperty inputProperty() {
        return input;
    }

    /// Those of the selected member, in the order in which they began.
    ReadOnlyObjectProperty<List<TextView>> textsProperty() {
        return texts.getReadOnlyProperty();
    }

    /// What is being answered, or null.
    ReadOnlyObjectProperty<@Nullable TextView> answeringProperty() {
        return answering.getReadOnlyProperty();
    }

    /// Whether there is a session with the selected member.
    ReadOnlyBooleanProperty connectedProperty() {
        return connected.getReadOnlyProperty();
    }

    /// Whether the selected member's texts are to be seen.
    public BooleanProperty openProperty() {
        return open;
    }

    /// Those that nobody has looked at.
    public ReadOnlyObjectProperty<Unread> unreadProperty() {
        return unread.getReadOnlyProperty();
    }
}
