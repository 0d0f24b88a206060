package org.resilientswarm.ui.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.resilientswarm.ui.bridge.MemorySwarm.NOON;
import static org.resilientswarm.ui.bridge.MemorySwarm.key;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.model.ResetCode;
import org.resilientswarm.core.model.SessionInfo;
import org.resilientswarm.core.model.SessionState;
import org.resilientswarm.core.model.StreamInfo;
import org.resilientswarm.core.model.StreamState;

class TextStreamsTest {
    private final LocalNodes nodes = new LocalNodes();
    private final MemorySwarm node = new MemorySwarm(1).talksWith(2, 0);
    private Instant now = NOON;
    private int changes;
    private final TextStreams streams = new TextStreams(nodes, () -> now, () -> changes++);

    @BeforeEach
    void follow() {
        nodes.attach(node);
        streams.tick();
    }

    private TextView only() {
        assertThat(streams.all()).hasSize(1);
        return streams.all().getFirst();
    }

    private MemoryStream send(String text) {
        streams.send(key(2), text);
        return node.opened().getLast();
    }

    private MemoryStream receive(String text) {
        MemoryStream stream = node.takes("text", new MemoryStream(2, 7, false)).says(text);
        stream.ends();
        return stream;
    }

    private static SessionInfo session(MemoryStream stream, long bytesOut, long unacknowledged) {
        var info =
                new StreamInfo(
                        stream.id(), "text", true, StreamState.SENT_LAST, NOON, 0, bytesOut, 0, 0);
        return new SessionInfo(
                key(2),
                SessionState.UP,
                true,
                NOON,
                null,
                0,
                0,
                0,
                0,
                0,
                unacknowledged,
                1000,
                0,
                List.of(info));
    }

    @Test
    void a_text_is_said_at_once_and_its_direction_ends() {
        MemoryStream stream = send("hello");
        assertThat(stream.sent()).isEqualTo("hello");
        assertThat(stream.isFinished()).isTrue();
        assertThat(only().state()).isEqualTo(TextState.SENDING);
        assertThat(only().outbound()).isTrue();
        assertThat(only().text()).isEqualTo("hello");
    }

    @Test
    void an_answer_shows_while_it_comes_and_is_complete_at_its_end() {
        MemoryStream stream = send("hello").says("ben ");
        assertThat(only().state()).isEqualTo(TextState.ANSWERING);
        assertThat(only().answer()).isEqualTo("ben");
        stream.says("heard: hello\n").ends();
        assertThat(only().state()).isEqualTo(TextState.ANSWERED);
        assertThat(only().answer()).isEqualTo("ben heard: hello");
    }

    @Test
    void a_letter_that_comes_in_two_parts_is_one_letter() {
        byte[] letter = "ü".getBytes(StandardCharsets.UTF_8);
        MemoryStream stream = send("hello").says(new byte[] {letter[0]});
        stream.says(new byte[] {letter[1]}).ends();
        assertThat(only().answer()).isEqualTo("ü");
    }

    @Test
    void an_end_without_words_is_no_answer() {
        send("hello").ends();
        assertThat(only().state()).isEqualTo(TextState.NO_ANSWER);
    }

    @Test
    void a_reset_tells_its_reason_and_the_end_of_an_answer_outlives_it() {
        send("hello").breaks(ResetCode.NOT_TAKEN, "nobody takes it");
        assertThat(only().state()).isEqualTo(TextState.RESET);
        assertThat(only().reason()).isEqualTo("nobody takes it");
        MemoryStream answered = send("again").says("yes");
        answered.ends();
        answered.breaks(ResetCode.SESSION_LOST, "gone");
        assertThat(streams.all().getLast().state()).isEqualTo(TextState.ANSWERED);
    }

    @Test
    void a_text_has_arrived_when_the_session_awaits_nothing_and_all_of_it_was_sent() {
        MemoryStream stream = send("hello");
        node.converses(session(stream, 5, 1));
        streams.tick();
        assertThat(only().state()).isEqualTo(TextState.SENDING);
        node.converses(session(stream, 4, 0));
        streams.tick();
        assertThat(only().state()).isEqualTo(TextState.SENDING);
        node.converses(session(stream, 5, 0));
        int before = changes;
        streams.tick();
        assertThat(only().state()).isEqualTo(TextState.ARRIVED);
        assertThat(changes).isEqualTo(before + 1);
        streams.tick();
        assertThat(changes).isEqualTo(before + 1);
    }

    @Test
    void without_a_session_nothing_is_sent() {
        streams.send(key(9), "hello");
        assertThat(node.opened()).isEmpty();
        assertThat(only().state()).isEqualTo(TextState.NOT_SENT);
    }

    @Test
    void giving_up_resets_the_stream() {
        MemoryStream stream = send("hello");
        streams.giveUp(only().number());
        assertThat(stream.resetCode()).isEqualTo(ResetCode.CANCELLED);
        assertThat(only().state()).isEqualTo(TextState.RESET);
    }

    @Test
    void a_text_of_a_peer_shows_while_it_comes_and_waits_for_an_answer() {
        MemoryStream stream = node.takes("text", new MemoryStream(2, 7, false)).says("who ");
        assertThat(only().state()).isEqualTo(TextState.RECEIVING);
        stream.says("are you?").ends();
        assertThat(only().state()).isEqualTo(TextState.ASKED);
        assertThat(only().text()).isEqualTo("who are you?");
        assertThat(only().outbound()).isFalse();
    }

    @Test
    void an_answer_goes_over_the_same_stream_once() {
        MemoryStream stream = receive("who are you?");
        streams.answer(only().number(), "ann");
        streams.answer(only().number(), "eve");
        assertThat(stream.sent()).isEqualTo("ann");
        assertThat(stream.isFinished()).isTrue();
        assertThat(only().state()).isEqualTo(TextState.SENDING);
        stream.isDone();
        assertThat(only().state()).isEqualTo(TextState.ANSWERED);
        assertThat(only().answer()).isEqualTo("ann");
    }

    @Test
    void a_text_that_nobody_answers_ends_after_its_time_and_not_before() {
        MemoryStream stream = receive("who are you?");
        now = NOON.plus(TextStreams.ANSWER_TIME).minusMillis(1);
        streams.tick();
        assertThat(stream.isClosed()).isFalse();
        now = NOON.plus(TextStreams.ANSWER_TIME);
        streams.tick();
        assertThat(stream.isClosed()).isTrue();
        assertThat(only().state()).isEqualTo(TextState.NO_ANSWER);
        streams.answer(only().number(), "too late");
        assertThat(stream.sent()).isEmpty();
    }

    @Test
    void a_peer_that_goes_on_speaking_has_time_since_its_last_word() {
        MemoryStream stream = node.takes("text", new MemoryStream(2, 7, false)).says("one");
        now = NOON.plus(TextStreams.ANSWER_TIME).minusSeconds(1);
        stream.says(" two");
        now = now.plus(Duration.ofSeconds(2));
        streams.tick();
        assertThat(stream.isClosed()).isFalse();
    }

    @Test
    void who_says_too_much_is_cut_off() {
        MemoryStream stream = node.takes("text", new MemoryStream(2, 7, false));
        stream.says(new byte[TextStreams.MAX_BYTES]);
        assertThat(stream.resetCode()).isNull();
        stream.says(new byte[1]);
        assertThat(stream.resetCode()).isEqualTo(ResetCode.LIMIT);
        assertThat(only().text()).hasSizeLessThanOrEqualTo(TextStreams.MAX_BYTES);
    }

    @Test
    void what_would_deceive_the_reader_is_replaced() {
        receive("a\u0007b\u202ec\nd");
        assertThat(only().text()).isEqualTo("a\ufffdb\ufffdc\nd");
    }

    @Test
    void of_one_peer_the_oldest_texts_are_forgotten_and_reset() {
        MemoryStream oldest = send("first");
        for (int i = 1; i < TextStreams.MAX_OF_PEER; i++) {
            send("more");
        }
        assertThat(streams.all()).hasSize(TextStreams.MAX_OF_PEER);
        assertThat(oldest.resetCode()).isNull();
        send("one too many");
        assertThat(streams.all()).hasSize(TextStreams.MAX_OF_PEER);
        assertThat(oldest.resetCode()).isEqualTo(ResetCode.LIMIT);
        assertThat(streams.all().getFirst().text()).isEqualTo("more");
    }

    @Test
    void of_all_peers_together_only_so_many_are_remembered() {
        for (int i = 0; i <= TextStreams.MAX_OF_ALL; i++) {
            node.takes("text", new MemoryStream(2 + i % 100, 7, false));
        }
        assertThat(streams.all()).hasSize(TextStreams.MAX_OF_ALL);
        assertThat(streams.all().getFirst().number()).isEqualTo(2);
    }

    @Test
    void another_node_begins_with_nothing_and_the_old_one_is_left_alone() {
        send("hello");
        var next = new MemorySwarm(3).talksWith(2, 0);
        nodes.attach(next);
        streams.tick();
        assertThat(streams.all()).isEmpty();
        next.takes("text", new MemoryStream(2, 7, false));
        assertThat(streams.all()).hasSize(1);
        assertThat(node.isTaken("text")).isFalse();
    }

    @Test
    void where_somebody_takes_texts_already_they_are_left_to_him() {
        var busy = new MemorySwarm(3);
        busy.onStream("text", _ -> {});
        nodes.attach(busy);
        streams.tick();
        assertThat(streams.takenElsewhere()).isTrue();
        nodes.attach(new MemorySwarm(4));
        streams.tick();
        assertThat(streams.takenElsewhere()).isFalse();
    }
}
