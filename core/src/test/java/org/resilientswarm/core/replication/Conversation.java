package org.resilientswarm.core.replication;

import java.util.ArrayList;
import java.util.List;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.RecordId;

/// A whole reconciliation between two sets, and what it took.
final class Conversation {
    final List<RecordId> have = new ArrayList<>();
    final List<RecordId> need = new ArrayList<>();
    long sentBytes;
    long receivedBytes;
    int longestMessage;
    int rounds;

    private final RecordSet asking;
    private final RecordSet answering;
    private final int maxMessageBytes;

    Conversation(RecordSet asking, RecordSet answering, int maxMessageBytes) {
        this.asking = asking;
        this.answering = answering;
        this.maxMessageBytes = maxMessageBytes;
    }

    Conversation run() throws MalformedException {
        return run(() -> {});
    }

    /// @param between runs before each answer
    Conversation run(Runnable between) throws MalformedException {
        var reconciliation = new Reconciliation(asking, maxMessageBytes);
        byte[] message = reconciliation.first();
        while (message != null) {
            between.run();
            byte[] answer = ReconciliationAnswer.to(answering, message, maxMessageBytes);
            rounds++;
            sentBytes += message.length;
            receivedBytes += answer.length;
            longestMessage = Math.max(longestMessage, Math.max(message.length, answer.length));
            between.run();
            var step = reconciliation.take(answer);
            have.addAll(step.have());
            need.addAll(step.need());
            message = step.next();
        }
        return this;
    }

    long bytes() {
        return sentBytes + receivedBytes;
    }
}
