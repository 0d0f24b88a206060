package org.resilientswarm.core.link.webrtc;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.resilientswarm.core.link.LinkInput;
import org.resilientswarm.core.time.SwarmThreads;
import org.resilientswarm.core.wire.Candidate;

/// Two transports whose signals go straight across, link by link with the same number on both
/// sides, and everything that they say.
final class Wire implements AutoCloseable {
    /// What escaped from a thread; must stay empty.
    final List<Throwable> stray = new CopyOnWriteArrayList<>();

    final WebRtcRuntime runtime;
    final Side caller;
    final Side called;

    /// When false, candidates are kept for [#passCandidates()] and left out of descriptions.
    volatile boolean candidatesPass = true;

    private final ConcurrentLinkedQueue<Runnable> kept = new ConcurrentLinkedQueue<>();

    Wire() {
        this(WebRtcOptions.loopback());
    }

    Wire(WebRtcOptions options) {
        runtime = WebRtcRuntime.start(new SwarmThreads((thread, thrown) -> stray.add(thrown)));
        caller = new Side(options);
        called = new Side(options);
        caller.other = called;
        called.other = caller;
    }

    /// Opens a link from `caller` to `called`.
    void open(long link) {
        caller.transport.offer(link);
    }

    void passCandidates() {
        candidatesPass = true;
        for (Runnable pass = kept.poll(); pass != null; pass = kept.poll()) {
            pass.run();
        }
    }

    @Override
    public void close() {
        caller.transport.close();
        called.transport.close();
        runtime.close();
    }

    /// One transport and what it said.
    final class Side {
        final WebRtcTransport transport;
        final Map<Long, List<LinkInput>> inputs = new ConcurrentHashMap<>();

        /// Is told of every input, on the thread that it comes on.
        volatile Consumer<LinkInput> listener = input -> {};

        private volatile Side other = this;

        private Side(WebRtcOptions options) {
            transport = new WebRtcTransport(runtime, options, this::take);
        }

        List<LinkInput> of(long link) {
            return inputs.computeIfAbsent(link, number -> new CopyOnWriteArrayList<>());
        }

        <T extends LinkInput> List<T> of(long link, Class<T> kind) {
            return of(link).stream().filter(kind::isInstance).map(kind::cast).toList();
        }

        boolean has(long link, Class<? extends LinkInput> kind) {
            return !of(link, kind).isEmpty();
        }

        private void take(LinkInput input) {
            listener.accept(input);
            // Messages are many; tests that look at them do so with a listener.
            if (!(input instanceof LinkInput.Received)) {
                of(input.link()).add(input);
            }
            switch (input) {
                case LinkInput.Described described -> describe(described);
                case LinkInput.CandidatesFound found -> pass(found.link(), found.candidates());
                case LinkInput.Opened opened -> {}
                case LinkInput.Received received -> {}
                case LinkInput.Drained drained -> {}
                case LinkInput.Closed closed -> {}
            }
        }

        private void describe(LinkInput.Described described) {
            var description = described.description();
            if (!candidatesPass) {
                pass(described.link(), description.candidates());
                description =
                        new org.resilientswarm.core.wire.Description(description.sdp(), List.of());
            }
            if (this == caller) {
                other.transport.accept(described.link(), description);
            } else {
                other.transport.complete(described.link(), description);
            }
        }

        private void pass(long link, List<Candidate> candidates) {
            Runnable pass = () -> other.transport.addCandidates(link, candidates);
            if (candidatesPass) {
                pass.run();
            } else {
                kept.add(pass);
            }
        }
    }
}
