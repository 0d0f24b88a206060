package org.resilientswarm.app.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.app.output.Output;
import org.resilientswarm.app.output.Report;
import org.resilientswarm.core.api.Peer;
import org.resilientswarm.core.api.StreamResetException;
import org.resilientswarm.core.api.Subscription;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.event.LifecycleEvent.FaultOccurred;
import org.resilientswarm.core.event.PathEvent.PathChanged;
import org.resilientswarm.core.event.SwarmEvent;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmLink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// Connects a swarm with a terminal: prints what happens, and does what the lines of standard input
/// ask for. Several instructions may be under way at once. Safe on every thread.
public final class NodeSession {
    private static final Logger LOG = LoggerFactory.getLogger(NodeSession.class);

    /// After how many seconds a member that could not be joined is called again; the last one
    /// counts from then on.
    private static final List<Integer> RETRY_SECONDS = List.of(1, 5, 15, 60);

    private final Swarm swarm;
    private final Output output;
    private final Runnable leave;
    private final Executor threads;
    private volatile @Nullable SwarmException fatal;

    /// @param leave ends the node
    public NodeSession(Swarm swarm, Output output, Runnable leave) {
        this(swarm, output, leave, Thread.ofVirtual().name("rswarm-blast-", 1)::start);
    }

    /// @param threads runs what blocks
    NodeSession(Swarm swarm, Output output, Runnable leave, Executor threads) {
        this.swarm = swarm;
        this.output = output;
        this.leave = leave;
        this.threads = threads;
    }

    /// Prints what happens from now on, and that the node is ready.
    public Subscription start() {
        var events = swarm.onEvent(this::print);
        var streams = new TakenStreams(swarm, output).start();
        output.print(NodeReports.ready(swarm));
        return () -> {
            streams.close();
            events.close();
        };
    }

    /// Joins the swarm of a member, and tries again until that works: a service may start before
    /// those that it needs.
    public void join(SwarmLink link) {
        join(link, 0);
    }

    private void join(SwarmLink link, int failures) {
        var _ =
                swarm.call(link)
                        .exceptionally(
                                failure -> {
                                    if (print(reason(failure))) {
                                        joinLater(link, failures);
                                    }
                                    return null;
                                });
    }

    private void joinLater(SwarmLink link, int failures) {
        int seconds = RETRY_SECONDS.get(Math.min(failures, RETRY_SECONDS.size() - 1));
        Executor later = CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS);
        later.execute(() -> join(link, failures + 1));
    }

    /// Prints why joining failed.
    ///
    /// @return whether it may work another time
    private boolean print(SwarmException reason) {
        if (reason.code() == ErrorCode.SWARM_CLOSED) {
            return false;
        }
        output.print(Report.error(reason, false));
        return reason.code() != ErrorCode.CALL_SELF;
    }

    /// Throws why the node could not go on, when it ended for such a reason.
    public void throwFatal() {
        var reason = fatal;
        if (reason != null) {
            throw reason;
        }
    }

    /// Carries out the lines that come in, until there are no more.
    public void read(BufferedReader in) {
        try {
            String line = in.readLine();
            while (line != null) {
                execute(line);
                line = in.readLine();
            }
        } catch (IOException e) {
            LOG.warn("standard input cannot be read any more", e);
        }
    }

    /// Carries out one line, or says what is wrong with it. Returns before slow ones are done.
    public void execute(String text) {
        var line = InstructionLine.of(text);
        if (line.isEmpty()) {
            return;
        }
        try {
            execute(line, Instruction.of(line.command(), line.arguments()));
        } catch (SwarmException e) {
            output.print(line.failed(e));
        }
    }

    private void execute(InstructionLine line, Instruction instruction) {
        switch (instruction) {
            case Instruction.Call call ->
                    answer(
                            line,
                            swarm.call(call.link()).thenApply(peer -> Replies.called(line, peer)));
            case Instruction.Ping ping ->
                    answer(
                            line,
                            peer(ping.key())
                                    .ping(ping.count())
                                    .thenApply(result -> Replies.pinged(line, result)));
            case Instruction.Rpc rpc ->
                    answer(line, call(rpc).thenApply(result -> Replies.returned(line, result)));
            case Instruction.Send send ->
                    answer(
                            line,
                            SentText.send(peer(send.key()), send.text())
                                    .thenApply(text -> Replies.sent(line, text)));
            case Instruction.Blast blast -> answer(line, blast(line, blast));
            case RecordInstruction records ->
                    answer(line, new RecordWork(swarm.records()).carryOut(line, records));
            case PathInstruction paths ->
                    answer(line, PathReplies.carryOut(swarm.paths(), line, paths));
            case Instruction.Peers peers -> output.print(Replies.peers(line, swarm.peers()));
            case Instruction.Stats stats ->
                    answer(
                            line,
                            swarm.refresh().thenApply(picture -> Replies.stats(line, picture)));
            case Instruction.Quit quit -> {
                output.print(line.done().saying("leaving"));
                leave.run();
            }
        }
    }

    private void answer(InstructionLine line, CompletableFuture<Report> reply) {
        var _ =
                reply.exceptionally(failure -> line.failed(reason(failure)))
                        .thenAccept(output::print);
    }

    private CompletableFuture<JsonNode> call(Instruction.Rpc rpc) {
        try {
            return peer(rpc.key()).methods().callWithJson(rpc.method(), rpc.arguments());
        } catch (IllegalArgumentException e) {
            throw new SwarmException(ErrorCode.COMMAND_WRONG, String.valueOf(e.getMessage()), e);
        }
    }

    private CompletableFuture<Report> blast(InstructionLine line, Instruction.Blast blast) {
        long bytes = blast.megabytes() * 1_000_000L;
        var pathChanges = new AtomicInteger();
        var stream = peer(blast.key()).open(Blast.TYPE);
        var counting = swarm.onEvent(event -> count(event, blast.key(), pathChanges));
        return CompletableFuture.supplyAsync(() -> Blast.send(stream, bytes), threads)
                .thenApply(took -> Replies.blasted(line, bytes, took, pathChanges.get()))
                .whenComplete((_, _) -> counting.close());
    }

    private static void count(SwarmEvent event, PublicKey peer, AtomicInteger pathChanges) {
        if (event instanceof PathChanged changed && changed.peer().equals(peer)) {
            pathChanges.incrementAndGet();
        }
    }

    private Peer peer(PublicKey key) {
        return swarm.peer(key)
                .orElseThrow(
                        () ->
                                new SwarmException(
                                        ErrorCode.PEER_NOT_CONNECTED,
                                        "there is no such peer now: call it first"));
    }

    private void print(SwarmEvent event) {
        NodeReports.of(event).ifPresent(output::print);
        if (event instanceof FaultOccurred fault && fault.fatal()) {
            fatal = new SwarmException(fault.code(), fault.message());
            leave.run();
        }
    }

    private static SwarmException reason(@Nullable Throwable failure) {
        return switch (failure) {
            case SwarmException known -> known;
            case StreamResetException reset -> StreamFailures.of(reset);
            case CompletionException wrapper when wrapper.getCause() != null ->
                    reason(wrapper.getCause());
            case null, default -> {
                LOG.error("an instruction failed unexpectedly", failure);
                yield new SwarmException(
                        ErrorCode.INTERNAL, "an error in this program: see its log");
            }
        };
    }
}
