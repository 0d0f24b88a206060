package org.resilientswarm.app.node;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.resilientswarm.core.api.Peer;
import org.resilientswarm.core.api.StreamListener;
import org.resilientswarm.core.api.StreamResetException;
import org.resilientswarm.core.api.SwarmStream;
import org.resilientswarm.core.model.ResetCode;

/// A text that is sent on a stream of its own, and what the far side says to it.
final class SentText implements StreamListener {
    static final String TYPE = "text";

    /// Of a longer answer only the beginning is kept.
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private final CompletableFuture<String> answered = new CompletableFuture<>();

    private SentText() {}

    /// Sends a text; returns at once.
    ///
    /// @return what the far side answered, often nothing, when it has read the text and ended its
    ///     direction; failed with a [StreamResetException]
    static CompletableFuture<String> send(Peer peer, String text) {
        var sent = new SentText();
        SwarmStream stream = peer.open(TYPE);
        stream.receive(sent);
        // Whether it went well is known by the end of the stream.
        var _ = stream.send(text.getBytes(StandardCharsets.UTF_8));
        stream.finish();
        return stream.done().thenCombine(sent.answered, (_, answer) -> answer);
    }

    @Override
    public void onData(byte[] bytes) {
        answer.write(bytes, 0, Math.min(bytes.length, MAX_ANSWER_BYTES - answer.size()));
    }

    @Override
    public void onEnd() {
        answered.complete(answer.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void onReset(ResetCode code) {
        answered.completeExceptionally(new StreamResetException(code, "the stream was reset"));
    }
}
