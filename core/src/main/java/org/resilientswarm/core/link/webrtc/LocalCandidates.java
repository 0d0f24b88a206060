package org.resilientswarm.core.link.webrtc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.link.LinkInput;
import org.resilientswarm.core.wire.Candidate;
import org.resilientswarm.core.wire.Description;

/// Tells the far side of this side's addresses: with the description those that were found within
/// 50 ms, later ones in batches. Used on the link's executor only.
final class LocalCandidates {
    /// Most host addresses are known by then; waiting for the end would take seconds where UDP is
    /// blocked.
    static final long DESCRIBE_AFTER_MILLIS = 50;

    /// Addresses found shortly after one another travel in one signal.
    static final long BATCH_MILLIS = 20;

    private final long link;
    private final InputGate gate;
    private final Timer timer;
    private List<Candidate> found = new ArrayList<>();
    private @Nullable String sdp;
    private boolean complete;
    private boolean described;

    /// Runs a task on the link's executor after a time, unless the link has ended by then.
    interface Timer {
        void after(long delay, TimeUnit unit, Runnable task);
    }

    LocalCandidates(long link, InputGate gate, Timer timer) {
        this.link = link;
        this.gate = gate;
        this.timer = timer;
    }

    void described(String localSdp) {
        sdp = localSdp;
        if (complete) {
            describe();
        } else {
            timer.after(DESCRIBE_AFTER_MILLIS, TimeUnit.MILLISECONDS, this::describe);
        }
    }

    void add(Candidate candidate) {
        found.add(candidate);
        if (described && found.size() == 1) {
            timer.after(BATCH_MILLIS, TimeUnit.MILLISECONDS, this::flush);
        }
    }

    /// No more will be found, or none worth waiting for.
    void complete() {
        complete = true;
        describe();
    }

    private void describe() {
        if (described || sdp == null) {
            return;
        }
        described = true;
        gate.post(new LinkInput.Described(link, new Description(sdp, found)));
        found = new ArrayList<>();
    }

    private void flush() {
        gate.post(new LinkInput.CandidatesFound(link, found));
        found = new ArrayList<>();
    }
}
