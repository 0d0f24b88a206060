package org.resilientswarm.ui.database;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.resilientswarm.ui.bridge.MemorySwarm.NOON;
import static org.resilientswarm.ui.bridge.MemorySwarm.key;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.SwarmRecord;
import org.resilientswarm.core.model.SyncInfo;
import org.resilientswarm.ui.bridge.Failure;
import org.resilientswarm.ui.bridge.LocalNodes;
import org.resilientswarm.ui.bridge.MemoryRecords;
import org.resilientswarm.ui.bridge.MemorySwarm;
import org.resilientswarm.ui.bridge.RecordKey;
import org.resilientswarm.ui.bridge.RecordRow;
import org.resilientswarm.ui.bridge.SwarmWatch;
import org.resilientswarm.ui.database.RecordDraft.Verdict;
import org.resilientswarm.ui.database.RecordLog.Limits;
import org.resilientswarm.ui.database.RecordLog.Looked;
import org.resilientswarm.ui.database.RecordWork.Comparison;

class DatabaseViewModelTest {
    private final LocalNodes nodes = new LocalNodes();
    private final MemorySwarm node = new MemorySwarm(1).talksWith(2, 0).talksWith(3, 0);
    private final MemoryRecords records = node.database();
    private Instant now = NOON;
    private final DatabaseViewModel model =
            new DatabaseViewModel(
                    nodes, () -> now, Runnable::run, Runnable::run, new Limits(10, 20));

    @BeforeEach
    void run() {
        nodes.attach(node);
        tick();
    }

    private void tick() {
        model.feed().tick();
        var watch = new SwarmWatch(nodes, Runnable::run, () -> now);
        watch.tick();
        model.show(watch.latest());
    }

    private void open() {
        model.openProperty().set(true);
        tick();
    }

    private List<String> names() {
        return model.rows().stream().map(row -> row.record().name()).toList();
    }

    private RecordRow row(String name) {
        return model.rows().stream()
                .filter(row -> row.record().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private @Nullable Verdict verdict() {
        return model.stateProperty().get().verdict();
    }

    private void write(String kind, String name, String json) {
        model.edit(RecordDraft.EMPTY.with(kind, name, json));
    }

    @Test
    void nothing_is_asked_before_the_screen_is_open() {
        records.accept(2, "service", "printer", "1");
        tick();
        assertThat(records.queries()).isEmpty();
        open();
        assertThat(records.queries()).hasSize(1);
        assertThat(names()).containsExactly("printer");
    }

    @Test
    void nobody_listens_to_the_node_while_the_screen_is_not_open() {
        open();
        assertThat(node.isListenedTo()).isTrue();
        model.openProperty().set(false);
        assertThat(node.isListenedTo()).isFalse();
    }

    @Test
    void what_changed_while_the_screen_was_closed_is_there_when_it_opens_again() {
        open();
        model.openProperty().set(false);
        records.accept(2, "service", "printer", "1");
        open();
        assertThat(names()).containsExactly("printer");
    }

    @Test
    void kinds_are_counted_in_their_order() {
        records.accept(2, "service", "a", "1");
        records.accept(3, "service", "a", "1");
        records.accept(3, "note", "a", "1");
        tick();
        assertThat(model.kindsProperty().get())
                .extracting(kind -> KindChoice.name(kind.choice()) + " " + kind.count())
                .containsExactly("All records 3", "My own -1", "note 1", "service 2");
    }

    @Test
    void only_the_chosen_kind_or_the_own_records_are_shown() {
        records.accept(1, "note", "mine", "1");
        records.accept(2, "note", "theirs", "1");
        records.accept(2, "service", "printer", "1");
        open();
        assertThat(names()).containsExactly("mine", "theirs", "printer");
        model.choose(RecordChoice.ofKind("note"));
        assertThat(names()).containsExactly("mine", "theirs");
        model.choose(RecordChoice.OWN);
        assertThat(names()).containsExactly("mine");
        records.accept(2, "note", "other", "1");
        records.accept(1, "service", "my-printer", "1");
        tick();
        assertThat(names()).containsExactly("mine", "my-printer");
    }

    @Test
    void a_changed_row_takes_the_place_of_the_old_one_and_is_marked() {
        records.accept(2, "note", "a", "1");
        records.accept(2, "note", "b", "1");
        open();
        assertThat(row("a").changedAt()).isNull();
        records.accept(2, "note", "a", "22");
        now = NOON.plusSeconds(1);
        tick();
        assertThat(names()).containsExactly("a", "b");
        assertThat(row("a").line()).isEqualTo("22");
        assertThat(row("a").changedAt()).isEqualTo(now);
        assertThat(row("b").changedAt()).isNull();
    }

    @Test
    void a_change_that_comes_before_the_answer_is_not_lost() {
        records.accept(2, "note", "a", "1");
        records.waits();
        open();
        SwarmRecord old = records.accept(2, "note", "b", "1");
        tick();
        assertThat(model.shownProperty().get().loading()).isTrue();
        records.answer();
        assertThat(names()).containsExactly("a", "b");
        assertThat(row("b").record()).isEqualTo(old);
        assertThat(model.shownProperty().get().loading()).isFalse();
    }

    @Test
    void an_answer_to_an_older_question_is_dropped() {
        records.accept(2, "note", "a", "1");
        records.accept(2, "service", "b", "1");
        records.waits();
        open();
        model.choose(RecordChoice.ofKind("service"));
        records.answer();
        assertThat(names()).containsExactly("b");
    }

    @Test
    void what_takes_longer_than_a_moment_is_said_to_be_loading() {
        records.waits();
        open();
        assertThat(model.shownProperty().get().slow()).isFalse();
        now = NOON.plusMillis(300);
        tick();
        assertThat(model.shownProperty().get().slow()).isTrue();
    }

    @Test
    void a_deleted_record_stays_as_such_and_an_expired_one_goes() {
        records.accept(2, "note", "a", "1");
        records.accept(2, "note", "b", "1", NOON.plusSeconds(5));
        open();
        records.accept(2, "note", "a", null);
        tick();
        assertThat(row("a").record().deleted()).isTrue();
        now = NOON.plusSeconds(5);
        tick();
        assertThat(names()).containsExactly("a");
    }

    @Test
    void the_filter_looks_at_author_kind_name_and_value_and_needs_every_word() {
        records.accept(2, "note", "alpha", "{\"text\": \"Hello\"}");
        records.accept(3, "note", "beta", "{\"text\": \"hello again\"}");
        open();
        for (String fits : List.of("again", "beta", "node3", key(3).text(), "HELLO again")) {
            model.filterTextProperty().set(fits);
            assertThat(names()).as(fits).containsExactly("beta");
        }
        model.filterTextProperty().set("alpha again");
        assertThat(names()).isEmpty();
        assertThat(model.shownProperty().get().loaded()).isEqualTo(2);
        model.filterTextProperty().set("");
        assertThat(names()).containsExactly("alpha", "beta");
    }

    @Test
    void live_rows_obey_the_filter() {
        open();
        model.filterTextProperty().set("hello");
        records.accept(2, "note", "a", "\"hello\"");
        records.accept(2, "note", "b", "\"bye\"");
        tick();
        assertThat(names()).containsExactly("a");
        records.accept(2, "note", "a", "\"bye\"");
        tick();
        assertThat(names()).isEmpty();
    }

    @Test
    void more_records_come_a_page_at_a_time_up_to_the_limit() {
        IntStream.range(0, 25).forEach(i -> records.accept(2, "note", "%02d".formatted(i), "1"));
        open();
        assertThat(names()).hasSize(10);
        assertThat(model.shownProperty().get().more()).isTrue();
        assertThat(model.shownProperty().get().full()).isFalse();
        model.more();
        assertThat(names()).hasSize(20).endsWith("19");
        assertThat(model.shownProperty().get().full()).isTrue();
        model.more();
        assertThat(names()).hasSize(20);
        records.accept(2, "note", "00a", "1");
        records.accept(2, "note", "99", "1");
        tick();
        assertThat(names()).hasSize(20).contains("00a").endsWith("18");
        assertThat(model.shownProperty().get().more()).isTrue();
    }

    @Test
    void a_database_that_does_not_answer_is_told_and_can_be_asked_again() {
        records.accept(2, "note", "a", "1");
        records.fails(ErrorCode.STORE_DAMAGED);
        open();
        assertThat(model.shownProperty().get().failure())
                .isEqualTo(new Failure(ErrorCode.STORE_DAMAGED, "as told"));
        records.fails(null);
        model.reload();
        assertThat(model.shownProperty().get().failure()).isNull();
        assertThat(names()).containsExactly("a");
    }

    @Test
    void the_rows_of_a_node_that_stopped_stay_and_another_node_replaces_them() {
        records.accept(2, "note", "a", "1");
        open();
        model.select(row("a").key());
        nodes.leave();
        now = NOON.plusSeconds(9);
        tick();
        assertThat(names()).containsExactly("a");
        assertThat(model.shownProperty().get().self()).isNull();
        assertThat(model.shownProperty().get().at()).isEqualTo(NOON);
        var other = new MemorySwarm(4);
        other.database().accept(4, "note", "b", "1");
        nodes.attach(other);
        tick();
        assertThat(names()).containsExactly("b");
    }

    @Test
    void the_selected_record_is_shown_in_detail_and_follows_its_changes() {
        records.accept(2, "note", "a", "{\"n\": 1}");
        open();
        model.select(row("a").key());
        Looked before = requireNonNull(model.looked());
        assertThat(requireNonNull(before.detail()).verified()).isTrue();
        assertThat(before.json()).isEqualTo("{\n  \"n\" : 1\n}");
        records.forged();
        records.accept(2, "note", "a", "{\"n\": 2}");
        tick();
        Looked after = requireNonNull(model.looked());
        assertThat(after.json()).contains("2");
        assertThat(requireNonNull(after.detail()).verified()).isFalse();
        assertThat(model.selectedProperty().get()).isEqualTo(row("a").key());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "note|a|{\"n\": 1|json",
                "note|a|{\"n\": 1, \"n\": 2}|json",
                "note|a|1 2|json",
                "note|a|''|json",
                "no te|a|1|kind",
                "nöte|a|1|kind",
                "peer|a|1|kind",
                "network|a|1|kind",
                "''|a|1|kind"
            })
    void what_is_wrong_with_a_draft_is_told_while_typing(
            String kind, String name, String json, String field) {
        open();
        write(kind, name, json);
        Verdict verdict = requireNonNull(verdict());
        assertThat(verdict.valid()).isFalse();
        assertThat(verdict.jsonFault().isEmpty()).isEqualTo(!field.equals("json"));
        assertThat(verdict.kindFault().isEmpty()).isEqualTo(!field.equals("kind"));
        model.save();
        assertThat(records.info().records()).isZero();
    }

    @Test
    void the_longest_kind_and_name_are_valid_and_one_more_is_not() {
        open();
        write("k".repeat(64), "ä".repeat(128), "1");
        assertThat(requireNonNull(verdict()).valid()).isTrue();
        write("k".repeat(65), "ä".repeat(128) + "b", "1");
        assertThat(requireNonNull(verdict()).kindFault()).isNotEmpty();
        assertThat(requireNonNull(verdict()).nameFault()).isNotEmpty();
    }

    @Test
    void a_fault_in_json_has_its_place() {
        open();
        write("note", "a", "{\n  \"n\": x\n}");
        assertThat(requireNonNull(verdict()).jsonFault()).contains("line 2").contains("'x'");
    }

    @Test
    void a_saved_record_is_in_the_table_and_selected() {
        open();
        write("note", "a", "{\"n\": 1}");
        model.save();
        tick();
        assertThat(names()).containsExactly("a");
        assertThat(model.draftProperty().get()).isNull();
        assertThat(model.selectedProperty().get()).isEqualTo(new RecordKey("note", "a", key(1)));
        assertThat(row("a").line()).isEqualTo("{\"n\":1}");
    }

    @Test
    void who_is_about_to_replace_a_record_is_told() {
        records.accept(1, "note", "a", "1");
        open();
        write("note", "b", "1");
        assertThat(model.stateProperty().get().replaces()).isFalse();
        write("note", "a", "1");
        assertThat(model.stateProperty().get().replaces()).isTrue();
    }

    @Test
    void a_changed_record_keeps_its_name_and_its_lifetime() {
        records.accept(1, "note", "a", "1", NOON.plusSeconds(60));
        open();
        model.select(row("a").key());
        model.beginChange();
        RecordDraft begun = requireNonNull(model.draftProperty().get());
        assertThat(begun)
                .isEqualTo(new RecordDraft(true, "note", "a", "1", Duration.ofSeconds(60)));
        model.edit(begun.with(begun.kind(), begun.name(), "2"));
        model.save();
        tick();
        assertThat(row("a").line()).isEqualTo("2");
        assertThat(row("a").record().expires()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void neither_records_of_others_nor_those_of_the_swarm_can_be_changed() {
        records.accept(2, "note", "theirs", "1");
        records.accept(1, "peer", "", "1");
        open();
        for (RecordRow row : List.copyOf(model.rows())) {
            model.select(row.key());
            model.beginChange();
            assertThat(model.draftProperty().get()).isNull();
        }
    }

    @Test
    void a_failure_is_told_and_the_draft_stays() {
        open();
        write("note", "a", "1");
        records.fails(ErrorCode.RECORD_QUOTA);
        model.save();
        assertThat(model.stateProperty().get().failure())
                .isEqualTo(new Failure(ErrorCode.RECORD_QUOTA, "as told"));
        assertThat(model.draftProperty().get()).isNotNull();
        records.fails(null);
        model.save();
        assertThat(model.stateProperty().get().failure()).isNull();
        assertThat(model.draftProperty().get()).isNull();
    }

    @Test
    void while_one_record_is_written_no_other_one_is() {
        open();
        write("note", "a", "1");
        records.waits();
        model.save();
        assertThat(model.stateProperty().get().busy()).isTrue();
        model.save();
        records.answer();
        tick();
        assertThat(model.stateProperty().get().written()).isEqualTo(1);
    }

    @Test
    void an_own_record_is_deleted() {
        records.accept(1, "note", "a", "1");
        open();
        model.select(row("a").key());
        model.delete();
        tick();
        assertThat(row("a").record().deleted()).isTrue();
        assertThat(requireNonNull(requireNonNull(model.looked()).detail()).record().deleted())
                .isTrue();
    }

    @Test
    void neighbours_are_listed_and_compared_with() {
        records.syncs(new SyncInfo(key(3), NOON, 1, 2, 3, 4, 5, 6, 0, Map.of()));
        records.syncs(new SyncInfo(key(2), null, 0, 0, 0, 0, 0, 0, 7, Map.of()));
        tick();
        assertThat(model.neighbours()).extracting(SyncInfo::peer).containsExactly(key(2), key(3));
        records.waits();
        model.compare(key(2));
        assertThat(comparison(2)).isEqualTo(Comparison.RUNNING);
        records.answer();
        assertThat(requireNonNull(comparison(2).result()).differences()).isEqualTo(3);
        records.fails(ErrorCode.PEER_NOT_CONNECTED);
        model.compare(key(3));
        assertThat(requireNonNull(comparison(3).failure()).code())
                .isEqualTo(ErrorCode.PEER_NOT_CONNECTED);
    }

    private Comparison comparison(int peer) {
        return requireNonNull(model.stateProperty().get().comparisons().get(key(peer)));
    }
}
