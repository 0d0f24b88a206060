package org.resilientswarm.core.link.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.link.Channel;
import org.resilientswarm.core.link.LinkInput;
import org.resilientswarm.core.link.Transport;
import org.resilientswarm.core.wire.Candidate;
import org.resilientswarm.core.wire.Description;

@Timeout(60)
class WebRtcTransportIT {
    private static final long LINK = 7;
    private static final int MAX = Transport.MAX_MESSAGE_BYTES;

    private Wire wire;

    @BeforeEach
    void start() {
        wire = new Wire();
        await().until(() -> wire.runtime.ready().isDone());
    }

    @AfterEach
    void stop() {
        wire.close();
        assertThat(wire.stray).isEmpty();
    }

    @Test
    void aLinkOpensWithinASecond() {
        wire.open(LINK);
        await().atMost(Duration.ofSeconds(1)).until(this::openOnBothSides);
        assertThat(wire.caller.of(LINK)).first().isInstanceOf(LinkInput.Described.class);
        assertThat(wire.called.of(LINK)).first().isInstanceOf(LinkInput.Described.class);
    }

    @Test
    void aLinkOverLoopbackOffersAddressesOfLoopbackOnly() {
        open();
        assertThat(candidates(wire.caller))
                .isNotEmpty()
                .allMatch(candidate -> candidate.sdp().contains(" 127.0.0.1 "));
    }

    @Test
    void aLinkOverAllNetworksOpens() {
        try (var direct = new Wire(WebRtcOptions.direct())) {
            direct.open(LINK);
            await().until(() -> direct.caller.has(LINK, LinkInput.Opened.class));
            await().until(() -> direct.called.has(LINK, LinkInput.Opened.class));
            assertThat(direct.stray).isEmpty();
        }
    }

    @Test
    void largeMessagesArriveIntactAndInOrderBothWays() {
        Queue<byte[]> atCaller = messagesAt(wire.caller, Channel.DATA);
        Queue<byte[]> atCalled = messagesAt(wire.called, Channel.DATA);
        open();
        List<byte[]> sent = LongStream.range(0, 200).mapToObj(WebRtcTransportIT::message).toList();
        for (byte[] message : sent) {
            wire.caller.transport.send(LINK, Channel.DATA, message);
            wire.called.transport.send(LINK, Channel.DATA, message);
        }
        await().until(() -> atCaller.size() == sent.size() && atCalled.size() == sent.size());
        assertThat(same(atCalled, sent)).isTrue();
        assertThat(same(atCaller, sent)).isTrue();
    }

    @Test
    void aProbeArrivesOnTheProbeChannelEvenBesideBulk() {
        Queue<byte[]> probes = messagesAt(wire.called, Channel.PROBE);
        AtomicInteger bulk = countAt(wire.called);
        open();
        for (int i = 0; i < 500; i++) {
            wire.caller.transport.send(LINK, Channel.DATA, message(i));
        }
        wire.caller.transport.send(LINK, Channel.PROBE, new byte[] {42});
        await().until(() -> !probes.isEmpty());
        assertThat(bulk.get()).isLessThan(500);
        assertThat(probes.peek()).containsExactly(42);
    }

    @Test
    void candidatesThatComeLateStillOpenTheLink() {
        wire.candidatesPass = false;
        wire.open(LINK);
        await().until(() -> wire.called.has(LINK, LinkInput.Described.class));
        assertThat(openOnBothSides()).isFalse();
        wire.passCandidates();
        await().until(this::openOnBothSides);
    }

    @Test
    void candidatesThatComeBeforeTheAnswerAreKept() {
        var answer = new AtomicReference<Description>();
        try (var early = new Wire()) {
            early.called.listener =
                    input -> {
                        if (input instanceof LinkInput.Described described) {
                            answer.set(described.description());
                        }
                    };
            early.caller.transport.offer(LINK);
            await().until(() -> answer.get() != null);
            // The answer went across with them already; the same again must do no harm.
            early.caller.transport.addCandidates(LINK, answer.get().candidates());
            early.caller.transport.complete(LINK, answer.get());
            await().until(() -> early.caller.has(LINK, LinkInput.Opened.class));
            assertThat(early.stray).isEmpty();
        }
    }

    @Test
    void theFarSideHearsOfAClose() {
        open();
        wire.caller.transport.close(LINK);
        await().until(() -> closed(wire.caller) != null && closed(wire.called) != null);
        assertThat(closed(wire.caller)).isEqualTo("closed by this side");
        assertThat(closed(wire.called)).isEqualTo("closed by the far side");
    }

    @Test
    void whatWasSentBeforeACloseArrives() {
        AtomicInteger arrived = countAt(wire.called);
        open();
        for (int i = 0; i < 40; i++) {
            wire.caller.transport.send(LINK, Channel.DATA, message(i));
        }
        wire.caller.transport.close(LINK);
        await().until(() -> closed(wire.called) != null);
        assertThat(arrived).hasValue(40);
    }

    @Test
    void closingTwiceIsAnsweredOnce() {
        open();
        wire.caller.transport.close(LINK);
        wire.caller.transport.close(LINK);
        wire.called.transport.close(LINK);
        await().until(() -> closed(wire.caller) != null && closed(wire.called) != null);
        wire.caller.transport.close(LINK);
        wire.close();
        assertThat(wire.caller.of(LINK, LinkInput.Closed.class)).hasSize(1);
        assertThat(wire.called.of(LINK, LinkInput.Closed.class)).hasSize(1);
    }

    @Test
    void anAttemptCanBeClosedAtAnyMoment() {
        for (long link = 0; link < 20; link++) {
            long number = link;
            wire.open(number);
            await().pollDelay(Duration.ofMillis(link))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> true);
            wire.caller.transport.close(number);
            wire.called.transport.close(number);
            await().until(() -> wire.caller.has(number, LinkInput.Closed.class));
            assertThat(wire.caller.of(number)).last().isInstanceOf(LinkInput.Closed.class);
        }
    }

    @Test
    void aCloseInTheMiddleOfBulkEndsBothSides() {
        AtomicInteger arrived = countAt(wire.called);
        open();
        for (int i = 0; i < 900; i++) {
            wire.caller.transport.send(LINK, Channel.DATA, message(i));
        }
        await().until(() -> arrived.get() > 10);
        wire.called.transport.close(LINK);
        await().until(() -> closed(wire.caller) != null && closed(wire.called) != null);
        assertThat(closed(wire.caller)).isEqualTo("closed by the far side");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "v=0",
                """
                v=0
                m=application 9 UDP/DTLS/SCTP webrtc-datachannel
                """,
                """
                v=0
                o=- 1 2 IN IP4 127.0.0.1
                s=-
                t=0 0
                m=application 9 UDP/DTLS/SCTP webrtc-datachannel
                c=IN IP4 0.0.0.0
                """
            })
    void garbageInsteadOfAnOfferClosesTheAttempt(String sdp) {
        wire.called.transport.accept(LINK, new Description(sdp, List.of()));
        await().until(() -> closed(wire.called) != null);
        assertThat(closed(wire.called)).startsWith("the ");
    }

    @Test
    void garbageInsteadOfAnAnswerClosesTheAttempt() {
        wire.caller.transport.offer(LINK);
        wire.caller.transport.complete(LINK, new Description("hello", List.of()));
        await().until(() -> closed(wire.caller) != null);
        assertThat(closed(wire.caller))
                .isEqualTo("the far side's description is not one of data channels");
    }

    @Test
    void anOfferOfPicturesIsRefused() {
        wire.called.transport.accept(
                LINK,
                new Description(
                        """
                        v=0
                        m=video 9 UDP/TLS/RTP/SAVPF 96
                        m=application 9 UDP/DTLS/SCTP webrtc-datachannel
                        """,
                        List.of()));
        await().until(() -> closed(wire.called) != null);
    }

    @Test
    void unfitCandidatesAreIgnored() {
        wire.open(LINK);
        wire.caller.transport.addCandidates(
                LINK,
                List.of(
                        new Candidate("0", 0, "hello"),
                        new Candidate("", -5, "candidate:1 1 udp 1 127.0.0.1 9 typ host"),
                        new Candidate("0", 99, "candidate:1 1 udp 1 127.0.0.1 99999999 typ host"),
                        new Candidate("0", 0, "candidate:1 1 udp 1 name.example 9 typ host"),
                        new Candidate("0", 0, "candidate:1 1 udp 1 192.0.2.77 9 typ host")));
        await().until(this::openOnBothSides);
    }

    @Test
    void twentyLinksOpenAtOnce() {
        LongStream.range(0, 20).forEach(wire::open);
        await().until(
                        () ->
                                LongStream.range(0, 20)
                                        .allMatch(
                                                link ->
                                                        wire.caller.has(
                                                                        link,
                                                                        LinkInput.Opened.class)
                                                                && wire.called.has(
                                                                        link,
                                                                        LinkInput.Opened.class)));
    }

    @Test
    void aMessageOfTheLimitArrivesAndOneByteMoreIsRefused() {
        Queue<byte[]> arrived = messagesAt(wire.called, Channel.DATA);
        open();
        wire.caller.transport.send(LINK, Channel.DATA, new byte[MAX]);
        wire.caller.transport.send(LINK, Channel.DATA, new byte[1]);
        assertThatThrownBy(() -> wire.caller.transport.send(LINK, Channel.DATA, new byte[MAX + 1]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> wire.caller.transport.send(LINK, Channel.DATA, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
        await().until(() -> arrived.size() == 2);
        assertThat(arrived).extracting(message -> message.length).containsExactly(MAX, 1);
    }

    @Test
    void aFullLinkSaysWhenItIsDrained() {
        open();
        for (int i = 0; i < 100; i++) {
            wire.caller.transport.send(LINK, Channel.DATA, message(i));
        }
        assertThat(wire.caller.transport.bufferedBytes(LINK)).isPositive();
        await().until(() -> wire.caller.has(LINK, LinkInput.Drained.class));
        await().until(() -> wire.caller.transport.bufferedBytes(LINK) == 0);
        assertThat(wire.caller.of(LINK, LinkInput.Drained.class)).hasSize(1);
    }

    @Test
    void aSenderWithoutMeasureLosesTheLink() {
        open();
        var message = new byte[MAX];
        for (int i = 0; i < 4_000 && closed(wire.caller) == null; i++) {
            wire.caller.transport.send(LINK, Channel.DATA, message);
        }
        await().until(() -> closed(wire.caller) != null);
        assertThat(closed(wire.caller)).isEqualTo("more than 64 MiB wait to be sent");
    }

    @Test
    void aSinkThatFailsEndsTheLinkAndNotTheProcess() {
        open();
        wire.called.listener =
                input -> {
                    if (input instanceof LinkInput.Received) {
                        throw new IllegalStateException("the sink failed");
                    }
                };
        wire.caller.transport.send(LINK, Channel.DATA, new byte[1]);
        await().until(() -> closed(wire.caller) != null);
        assertThat(wire.stray)
                .singleElement()
                .hasToString("java.lang.IllegalStateException: the sink failed");
        wire.stray.clear();
    }

    @Test
    void unknownLinksAreIgnored() {
        wire.caller.transport.close(99);
        wire.caller.transport.send(99, Channel.DATA, new byte[1]);
        wire.caller.transport.addCandidates(99, List.of());
        wire.caller.transport.complete(99, new Description("", List.of()));
        assertThat(wire.caller.transport.bufferedBytes(99)).isZero();
        open();
        assertThat(wire.caller.of(99)).isEmpty();
    }

    @Test
    void closingTheTransportClosesItsLinks() {
        open();
        wire.caller.transport.close();
        assertThat(closed(wire.caller)).isEqualTo("closed by this side");
        await().until(() -> closed(wire.called) != null);
    }

    private void open() {
        wire.open(LINK);
        await().until(this::openOnBothSides);
    }

    private boolean openOnBothSides() {
        return wire.caller.has(LINK, LinkInput.Opened.class)
                && wire.called.has(LINK, LinkInput.Opened.class);
    }

    private static @Nullable String closed(Wire.Side side) {
        return side.of(LINK, LinkInput.Closed.class).stream()
                .map(LinkInput.Closed::reason)
                .findFirst()
                .orElse(null);
    }

    private static List<Candidate> candidates(Wire.Side side) {
        return side.of(LINK, LinkInput.Described.class).stream()
                .flatMap(described -> described.description().candidates().stream())
                .toList();
    }

    private static Queue<byte[]> messagesAt(Wire.Side side, Channel channel) {
        var messages = new ConcurrentLinkedQueue<byte[]>();
        side.listener =
                input -> {
                    if (input instanceof LinkInput.Received received
                            && received.channel() == channel) {
                        messages.add(received.message());
                    }
                };
        return messages;
    }

    private static AtomicInteger countAt(Wire.Side side) {
        var count = new AtomicInteger();
        var before = side.listener;
        side.listener =
                input -> {
                    before.accept(input);
                    if (input instanceof LinkInput.Received received
                            && received.channel() == Channel.DATA) {
                        count.incrementAndGet();
                    }
                };
        return count;
    }

    private static boolean same(Collection<byte[]> some, Collection<byte[]> others) {
        return Arrays.deepEquals(some.toArray(), others.toArray());
    }

    private static byte[] message(long number) {
        byte[] message = new byte[MAX];
        new java.util.Random(number).nextBytes(message);
        ByteBuffer.wrap(message).putLong(number);
        return message;
    }
}
