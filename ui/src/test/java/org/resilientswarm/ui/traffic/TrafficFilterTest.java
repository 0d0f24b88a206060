package org.resilientswarm.ui.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.resilientswarm.ui.bridge.MemorySwarm.key;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.model.TrafficEntry;
import org.resilientswarm.core.model.TrafficKind;
import org.resilientswarm.ui.bridge.MemoryCapture;
import org.resilientswarm.ui.traffic.FilterText.Reading;

class TrafficFilterTest {
    private static final FrameNames NAMES =
            new FrameNames(key(1), Map.of(key(1), "me", key(2), "ann", key(3), "ben of Kiel"));

    private final MemoryCapture capture = new MemoryCapture();

    /// Frames 1 to 4.
    private final List<TrafficEntry> frames =
            List.of(
                    capture.hop(true, 2, TrafficKind.PROBE),
                    capture.hop(false, 3, TrafficKind.REPLY),
                    capture.data(true, 2, "rpc", 100, "calls Swarm.ping"),
                    via(capture.data(false, 3, "text", 500, "Hello there")));

    private static TrafficEntry via(TrafficEntry e) {
        return new TrafficEntry(
                e.number(),
                e.at(),
                e.outbound(),
                e.peer(),
                List.of(key(2)),
                e.layer(),
                e.packet(),
                new TrafficEntry.Stream(7, Objects.requireNonNull(e.stream()).type()),
                e.kind(),
                e.length(),
                e.captured(),
                e.info());
    }

    private String matched(String text) {
        TrafficFilter filter = ((Reading.Valid) FilterText.read(text)).filter();
        return String.join(
                "",
                frames.stream()
                        .filter(frame -> filter.matches(frame, NAMES))
                        .map(frame -> Long.toString(frame.number()))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "``, 1234",
                "hello, 4",
                "HELLO there, 4",
                "hello nowhere, ``",
                "-hello, 123",
                "!hello, 123",
                "\"hello there\", 4",
                "\"there hello\", ``",
                "peer:ann, 13",
                "peer:\"ben of\", 24",
                "peer:ann peer:ben, 1234",
                "-peer:ann, 24",
                "type:rpc, 3",
                "type:r, 3",
                "kind:data, 34",
                "kind:D, 34",
                "kind:probe kind:reply, 12",
                "layer:link, 12",
                "layer:session, 34",
                "dir:in, 24",
                "dir:OUT, 13",
                "via:ann, 4",
                "stream:7, 4",
                "stream:4, 3",
                "len:100, 3",
                "len>100, 4",
                "len<100, 12",
                "len:>99, 34",
                "type:rpc len>100, ``",
                "kind:data -type:rpc peer:ben, 4",
                "ann, 134",
            })
    void terms_choose_frames(String text, String numbers) {
        assertThat(matched(text)).isEqualTo(numbers);
    }

    @Test
    void a_peer_is_found_by_the_beginning_of_its_key_but_not_by_its_middle() {
        String key = key(2).text();
        assertThat(matched("peer:" + key.substring(0, 6))).isEqualTo("13");
        assertThat(matched("peer:" + key.substring(1, 9))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"12:30", "http://host", "a.b:c"})
    void what_only_looks_like_a_term_is_a_word_unless_letters_stand_before_the_colon(String text) {
        boolean word = !Character.isLetter(text.charAt(0)) || text.startsWith("a.b");
        assertThat(FilterText.read(text) instanceof Reading.Valid).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "kind:nothing, 0, kind",
                "word dir:sideways, 5, sideways",
                "len>x, 0, len",
                "peer:, 0, peer",
                "a -, 2, -",
                "colour:red, 0, colour",
                "a \"b c, 2, quotation"
            })
    void a_fault_is_found_and_named(String text, int at, String word) {
        var wrong = (Reading.Wrong) FilterText.read(text);
        assertThat(wrong.at()).isEqualTo(at);
        assertThat(wrong.message()).contains(word);
    }

    @Test
    void a_value_with_blanks_is_quoted_so_that_it_is_read_as_one() {
        assertThat(matched("peer:" + FilterText.quoted("ben of Kiel"))).isEqualTo("24");
        assertThat(FilterText.quoted("ann")).isEqualTo("ann");
    }
}
