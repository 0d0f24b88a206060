package org.resilientswarm.app.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.resilientswarm.app.output.Output;
import org.resilientswarm.app.output.Report;
import org.resilientswarm.core.api.Peer;
import org.resilientswarm.core.api.StreamResetException;
import org.resilientswarm.core.api.Subscription;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.api.SwarmStream;

/// Takes every stream that a peer opens, prints what comes in and ends this node's direction after
/// the peer has ended its own. Nothing is read before what came earlier is printed: who does not
/// read the output holds the peer back.
///
/// Each stream is read on a virtual thread of its own.
final class TakenStreams {
    /// A text is printed as a whole up to this length, a longer one in pieces.
    static final int MAX_CHARACTERS = 16 * 1024;

    private static final int BUFFER = 4 * 1024;
    private static final int PIECE_BYTES = 16 * 1024;

    @FunctionalInterface
    private interface Reader {
        void read(SwarmStream stream) throws IOException;
    }

    private final Swarm swarm;
    private final Output output;

    TakenStreams(Swarm swarm, Output output) {
        this.swarm = swarm;
        this.output = output;
    }

    /// Takes them from now on.
    Subscription start() {
        var subscriptions =
                List.of(
                        swarm.onStream(SentText.TYPE, stream -> take(stream, this::readText)),
                        swarm.onStream(Blast.TYPE, stream -> take(stream, this::readBlast)),
                        swarm.onAnyStream(stream -> take(stream, this::readBytes)));
        return () -> subscriptions.forEach(Subscription::close);
    }

    private void take(SwarmStream stream, Reader reader) {
        output.print(
                report("stream", stream)
                        .saying(
                                who(stream)
                                        + " opened "
                                        + stream.type()
                                        + " stream "
                                        + stream.id()));
        try {
            reader.read(stream);
            stream.finish();
        } catch (StreamResetException e) {
            var why = StreamFailures.of(e);
            output.print(
                    Report.error(why, false)
                            .with("peer", stream.peer().text())
                            .with("type", stream.type())
                            .with("id", stream.id())
                            .saying(
                                    who(stream)
                                            + " broke off stream "
                                            + stream.id()
                                            + ": "
                                            + why.code()
                                            + " "
                                            + why.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Prints a text when it ends; a longer one in pieces, and one that comes line by line as it
    /// comes.
    private void readText(SwarmStream stream) throws IOException {
        var in = new InputStreamReader(stream.input(), StandardCharsets.UTF_8);
        var buffer = new char[BUFFER];
        var text = new StringBuilder();
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            text.append(buffer, 0, count);
            boolean endOfLine = text.charAt(text.length() - 1) == '\n';
            if (text.length() > MAX_CHARACTERS || (endOfLine && !in.ready())) {
                print(stream, text.toString(), false);
                text.setLength(0);
            }
        }
        print(stream, text.toString(), true);
    }

    private void print(SwarmStream stream, String text, boolean end) {
        String lines = String.join("\n    ", text.strip().lines().toList());
        String said = text.isEmpty() ? ended(stream) : " on stream " + stream.id() + ": " + lines;
        output.print(
                report("data", stream)
                        .with("text", text)
                        .with("end", end)
                        .saying(who(stream) + said));
    }

    private void readBytes(SwarmStream stream) throws IOException {
        InputStream in = stream.input();
        var buffer = new byte[PIECE_BYTES];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            print(stream, count, false);
        }
        print(stream, 0, true);
    }

    /// One report for all: a million lines would be the limit rather than the network.
    private void readBlast(SwarmStream stream) throws IOException {
        print(stream, Blast.take(stream), true);
    }

    private void print(SwarmStream stream, long bytes, boolean end) {
        String said =
                bytes == 0
                        ? ended(stream)
                        : " on stream %d: %,d bytes".formatted(stream.id(), bytes);
        output.print(
                report("data", stream)
                        .with("bytes", bytes)
                        .with("end", end)
                        .saying(who(stream) + said));
    }

    private static String ended(SwarmStream stream) {
        return " ended stream " + stream.id();
    }

    private static Report report(String event, SwarmStream stream) {
        return Report.of(event)
                .with("peer", stream.peer().text())
                .with("type", stream.type())
                .with("id", stream.id());
    }

    private String who(SwarmStream stream) {
        String name = swarm.peer(stream.peer()).map(Peer::name).orElse("");
        return NodeReports.label(stream.peer(), name);
    }
}
