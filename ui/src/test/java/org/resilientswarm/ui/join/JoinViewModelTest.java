package org.resilientswarm.ui.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.resilientswarm.ui.bridge.MemorySwarm.NOON;
import static org.resilientswarm.ui.bridge.MemorySwarm.key;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.api.SwarmConfig;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.event.LinkEvent;
import org.resilientswarm.core.event.SignalEvent;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.KeyReading;
import org.resilientswarm.core.model.SwarmLink;
import org.resilientswarm.ui.bridge.JoinProgress;
import org.resilientswarm.ui.bridge.JoinProgress.Kind;
import org.resilientswarm.ui.bridge.JoinProgress.State;
import org.resilientswarm.ui.bridge.Joining;
import org.resilientswarm.ui.bridge.LocalNodes;
import org.resilientswarm.ui.bridge.MemoryPeer;
import org.resilientswarm.ui.bridge.MemoryStream;
import org.resilientswarm.ui.bridge.MemorySwarm;
import org.resilientswarm.ui.bridge.SwarmSource;
import org.resilientswarm.ui.join.JoinViewModel.Arrival;

class JoinViewModelTest {
    private static final SwarmLink LINK =
            new SwarmLink(key(9), List.of(new HostPort("192.0.2.7", 7570)), "ann");

    private final LocalNodes nodes = new LocalNodes();
    private final MemorySwarm node = new MemorySwarm(1);
    private final MemorySource source = new MemorySource();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<Arrival.Kind> arrivals = new ArrayList<>();
    private final JoinViewModel model =
            new JoinViewModel(
                    new JoinViewModel.Environment(
                            KeyReading::of,
                            new Joining.Starter(source, nodes, Runnable::run, timer, this::inTurn),
                            SwarmConfig.defaults(),
                            Runnable::run,
                            arrivals::add));

    /// The timer of an attempt and the test take turns.
    private synchronized void inTurn(Runnable task) {
        task.run();
    }

    private final class MemorySource implements SwarmSource {
        private boolean broken;

        @Override
        public Swarm open(SwarmConfig config) {
            if (broken) {
                throw new SwarmException(ErrorCode.LISTEN_FAILED, "the port is taken");
            }
            return node;
        }

        @Override
        public Demo demo(int count) {
            return new MemoryDemo(List.of(new MemorySwarm(1), new MemorySwarm(2)));
        }
    }

    private record MemoryDemo(List<Swarm> nodes) implements SwarmSource.Demo {
        @Override
        public Swarm add() {
            throw new IllegalStateException("nobody asks");
        }

        @Override
        public void close() {}
    }

    @AfterEach
    void stopTimer() {
        timer.shutdownNow();
    }

    private State state(Kind kind) {
        JoinProgress progress = model.progressProperty().get();
        assertThat(progress).isNotNull();
        return progress.steps().stream()
                .filter(step -> step.kind() == kind)
                .findFirst()
                .orElseThrow()
                .state();
    }

    @Test
    void every_form_of_a_key_is_understood() {
        model.inputProperty().set(key(9).text());
        assertThat(model.readingProperty().get()).isInstanceOf(KeyReading.Valid.class);
        model.inputProperty().set(key(9).hex());
        assertThat(model.readingProperty().get()).isInstanceOf(KeyReading.Valid.class);
        model.inputProperty().set(LINK.text());
        assertThat(model.readingProperty().get())
                .isInstanceOfSatisfying(
                        KeyReading.Valid.class, valid -> assertThat(valid.link()).isEqualTo(LINK));
    }

    @ParameterizedTest
    @CsvSource({
        "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da,KEY_LENGTH",
        "(?!),KEY_UNREADABLE",
        "rswarm://?x=,LINK_MALFORMED"
    })
    void each_wrong_input_has_its_reason(String text, ErrorCode code) {
        model.inputProperty().set(text);
        assertThat(model.readingProperty().get())
                .isInstanceOfSatisfying(
                        KeyReading.Refused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(code);
                            assertThat(refused.message()).isNotBlank();
                        });
    }

    @Test
    void a_mistyped_key_is_recognised() {
        String text = key(9).text();
        char last = text.charAt(10) == 'a' ? 'b' : 'a';
        model.inputProperty().set(text.substring(0, 10) + last + text.substring(11));
        assertThat(model.readingProperty().get())
                .isInstanceOfSatisfying(
                        KeyReading.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.KEY_MISTYPED));
    }

    @Test
    void an_empty_field_is_no_error() {
        model.inputProperty().set("x");
        model.inputProperty().set("  ");
        assertThat(model.readingProperty().get()).isNull();
    }

    @Test
    void a_private_key_is_cleared_at_once_and_the_reason_stays() {
        model.inputProperty().set("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==");
        assertThat(model.inputProperty().get()).isEmpty();
        assertThat(model.readingProperty().get())
                .isInstanceOfSatisfying(
                        KeyReading.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.KEY_PRIVATE));
    }

    @Test
    void joining_goes_through_its_steps_and_keeps_the_node() {
        model.inputProperty().set(LINK.text());
        model.join();
        assertThat(state(Kind.NODE)).isEqualTo(State.DONE);
        assertThat(state(Kind.EXCHANGE)).isEqualTo(State.RUNNING);
        node.tell(new SignalEvent.ExchangeConnected(1, NOON, URI.create("ws://192.0.2.7:7570")));
        node.tell(new LinkEvent.LinkStarted(2, NOON, key(9), true));
        node.tell(new LinkEvent.LinkOpened(3, NOON, key(9)));
        assertThat(arrivals).isEmpty();
        node.answer().complete(new MemoryPeer(key(9), _ -> new MemoryStream(9, 4, true)));
        assertThat(arrivals).containsExactly(Arrival.Kind.JOINED);
        assertThat(nodes.own()).contains(node);
        assertThat(node.isListenedTo()).isFalse();
        assertThat(model.busyProperty().get()).isFalse();
    }

    @Test
    void events_of_others_do_not_count_as_progress() {
        model.inputProperty().set(LINK.text());
        model.join();
        node.tell(new SignalEvent.ExchangeConnected(1, NOON, URI.create("ws://127.0.0.1:1")));
        node.tell(new LinkEvent.LinkOpened(2, NOON, key(5)));
        node.answer().completeExceptionally(new SwarmException(ErrorCode.PEER_SILENT, "no answer"));
        assertThat(state(Kind.EXCHANGE)).isEqualTo(State.FAILED);
        assertThat(state(Kind.LINK)).isEqualTo(State.WAITING);
    }

    @Test
    void a_failure_has_a_code_and_a_sentence_and_closes_the_node() {
        model.inputProperty().set(LINK.text());
        model.join();
        node.answer().completeExceptionally(new SwarmException(ErrorCode.PEER_SILENT, "no answer"));
        assertThat(model.failureProperty().get())
                .isEqualTo(new JoinProgress.Outcome.Failed(ErrorCode.PEER_SILENT, "no answer"));
        assertThat(model.canRetry()).isTrue();
        assertThat(node.isClosed()).isTrue();
        assertThat(nodes.nodes()).isEmpty();
    }

    @Test
    void a_node_that_cannot_be_opened_is_a_failure_too() {
        source.broken = true;
        model.create();
        assertThat(model.failureProperty().get())
                .isEqualTo(
                        new JoinProgress.Outcome.Failed(
                                ErrorCode.LISTEN_FAILED, "the port is taken"));
        assertThat(model.canRetry()).isFalse();
    }

    @Test
    void giving_up_closes_the_node_and_arrives_nowhere() {
        model.inputProperty().set(LINK.text());
        model.join();
        model.cancel();
        node.answer().complete(new MemoryPeer(key(9), _ -> new MemoryStream(9, 4, true)));
        assertThat(node.isClosed()).isTrue();
        assertThat(arrivals).isEmpty();
        assertThat(model.busyProperty().get()).isFalse();
    }

    @Test
    void a_running_node_calls_instead_of_a_new_one() {
        var running = new MemorySwarm(3);
        nodes.attach(running);
        model.inputProperty().set(LINK.text());
        model.join();
        running.answer().complete(new MemoryPeer(key(9), _ -> new MemoryStream(9, 4, true)));
        assertThat(nodes.own()).contains(running);
        assertThat(running.isClosed()).isFalse();
    }

    @Test
    void a_key_on_the_clipboard_is_offered_and_nothing_is_joined() {
        model.offerText(LINK.text());
        assertThat(model.offerProperty().get()).isEqualTo(LINK);
        assertThat(model.inputProperty().get()).isEmpty();
        model.takeOffer();
        assertThat(model.inputProperty().get()).isEqualTo(LINK.text());
        assertThat(model.busyProperty().get()).isFalse();
        model.offerText(LINK.text());
        assertThat(model.offerProperty().get()).isNull();
    }

    @Test
    void neither_the_own_key_nor_other_text_is_offered() {
        nodes.attach(node);
        model.offerText(node.publicKey().text());
        assertThat(model.offerProperty().get()).isNull();
        model.offerText("shopping list");
        assertThat(model.offerProperty().get()).isNull();
        model.offerText(null);
        assertThat(model.offerProperty().get()).isNull();
    }

    @Test
    void a_demo_is_attached_and_leads_to_the_graph() {
        model.startDemo(2);
        assertThat(arrivals).containsExactly(Arrival.Kind.DEMO);
        assertThat(nodes.nodes()).hasSize(2);
    }
}
