package org.resilientswarm.ui.detail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.resilientswarm.ui.bridge.MemorySwarm.NOON;
import static org.resilientswarm.ui.bridge.MemorySwarm.key;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.ui.bridge.LocalNodes;
import org.resilientswarm.ui.bridge.MemoryStream;
import org.resilientswarm.ui.bridge.MemorySwarm;
import org.resilientswarm.ui.bridge.Selection;
import org.resilientswarm.ui.bridge.SwarmWatch;
import org.resilientswarm.ui.bridge.TextState;
import org.resilientswarm.ui.bridge.TextView;

class TextViewModelTest {
    private final LocalNodes nodes = new LocalNodes();
    private final MemorySwarm node = new MemorySwarm(1).talksWith(2, 0).talksWith(3, 0).knows(4);
    private final Selection selection = new Selection();
    private final TextViewModel model =
            new TextViewModel(selection, nodes, () -> NOON, Runnable::run);

    @BeforeEach
    void run() {
        nodes.attach(node);
        model.streams().tick();
        var watch = new SwarmWatch(nodes, Runnable::run, () -> NOON);
        watch.tick();
        model.show(watch.latest());
        selection.member().set(key(2));
    }

    private void write(String text) {
        model.inputProperty().set(text);
        model.send();
    }

    private MemoryStream receive(int peer, String text) {
        MemoryStream stream = node.takes("text", new MemoryStream(peer, 7, false)).says(text);
        stream.ends();
        return stream;
    }

    private TextView last() {
        return model.textsProperty().get().getLast();
    }

    @Test
    void what_is_written_is_sent_without_the_blanks_around_it_and_the_field_is_empty() {
        write("  hello ");
        assertThat(node.opened().getLast().sent()).isEqualTo("hello");
        assertThat(model.inputProperty().get()).isEmpty();
        assertThat(last().text()).isEqualTo("hello");
    }

    @Test
    void nothing_is_sent_when_nothing_is_written_or_nobody_is_there() {
        write("   ");
        assertThat(node.opened()).isEmpty();
        selection.member().set(key(4));
        assertThat(model.connectedProperty().get()).isFalse();
        write("hello");
        assertThat(node.opened()).isEmpty();
        assertThat(model.inputProperty().get()).isEqualTo("hello");
    }

    @Test
    void the_longest_text_is_cut_at_its_limit_and_fits_into_a_stream() {
        model.inputProperty().set("€".repeat(TextViewModel.MAX_LENGTH + 1));
        assertThat(model.inputProperty().get()).hasSize(TextViewModel.MAX_LENGTH);
        assertThat(3 * TextViewModel.MAX_LENGTH)
                .isLessThanOrEqualTo(org.resilientswarm.ui.bridge.TextStreams.MAX_BYTES);
    }

    @Test
    void each_member_has_its_own_texts() {
        write("to two");
        selection.member().set(key(3));
        assertThat(model.textsProperty().get()).isEmpty();
        write("to three");
        assertThat(model.textsProperty().get()).hasSize(1);
        selection.member().set(key(2));
        assertThat(last().text()).isEqualTo("to two");
    }

    @Test
    void what_was_typed_for_one_member_waits_for_it() {
        model.inputProperty().set("half a sent");
        selection.member().set(key(3));
        assertThat(model.inputProperty().get()).isEmpty();
        selection.member().set(key(2));
        assertThat(model.inputProperty().get()).isEqualTo("half a sent");
    }

    @Test
    void an_answer_goes_to_the_text_that_was_chosen_and_the_next_one_is_new() {
        MemoryStream stream = receive(2, "who are you?");
        model.answerTo(last());
        write("ann");
        assertThat(stream.sent()).isEqualTo("ann");
        assertThat(model.answeringProperty().get()).isNull();
        write("and you?");
        assertThat(node.opened()).hasSize(1);
        assertThat(node.opened().getLast().sent()).isEqualTo("and you?");
    }

    @Test
    void only_what_can_be_answered_can_be_chosen() {
        write("hello");
        model.answerTo(last());
        assertThat(model.answeringProperty().get()).isNull();
    }

    @Test
    void when_the_text_that_is_being_answered_ends_the_words_stay_in_the_field() {
        MemoryStream stream = receive(2, "who are you?");
        model.answerTo(last());
        model.inputProperty().set("an");
        stream.breaks(org.resilientswarm.core.model.ResetCode.CANCELLED, "never mind");
        assertThat(last().state()).isEqualTo(TextState.RESET);
        assertThat(model.answeringProperty().get()).isNull();
        assertThat(model.inputProperty().get()).isEqualTo("an");
    }

    @Test
    void texts_are_unread_until_their_members_drawer_is_open() {
        receive(2, "one");
        receive(3, "two");
        assertUnread(2, key(3));
        model.openProperty().set(true);
        assertUnread(1, key(3));
        receive(2, "seen as it comes");
        assertUnread(1, key(3));
        selection.member().set(key(3));
        assertUnread(0, null);
        model.openProperty().set(false);
        receive(3, "three");
        assertUnread(1, key(3));
    }

    @Test
    void ones_own_texts_are_never_unread() {
        write("hello");
        assertUnread(0, null);
    }

    private void assertUnread(int count, @org.jspecify.annotations.Nullable PublicKey peer) {
        assertThat(model.unreadProperty().get()).isEqualTo(new TextViewModel.Unread(count, peer));
    }
}
