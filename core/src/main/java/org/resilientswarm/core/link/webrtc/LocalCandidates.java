package org.resilientswarm.core.link.webrtc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.link.LinkInput;
import org.resilientswarm.core.wire.Candidate;
import org.resilientswarm.core.wire.Description;

/// Tells the far side of this side's addresses: with the description those that were found at once,
/// later ones in batches. Used on the link's executor only.
///
/// libwebrtc takes 100 ms to say that it has found all, for it looks in steps of 50 ms for kinds
/// that are not wanted here. So the description goes out when no further address came for some
/// milliseconds; where a server was asked for the outside address, not before that is known, or
/// after 50 ms.
final class LocalCandidates {
    /// Waiting for a server would take seconds where UDP is blocked.
    static final long DESCRIBE_AFTER_MILLIS = 50;

    /// The sockets of one machine are bound within less.
    static final long QUIET_MILLIS = 4;

    /// Addresses found shortly after one another travel in one signal.
    static final long BATCH_MILLIS = 20;

    private final long link;
    private final InputGate gate;
    private final LinkWork work;
    private List<Candidate> found = new ArrayList<>();
    private @Nullable String sdp;
    /// Whether a server may still tell an address.
    private boolean outsideExpected;

    private boolean complete;
    private boolean described;

    LocalCandidates(long link, InputGate gate, LinkWork work, boolean serversAsked) {
        this.link = link;
        this.gate = gate;
        this.work = work;
        this.outsideExpected = serversAsked;
    }

    void described(String localSdp) {
        sdp = localSdp;
        if (complete) {
            describe();
        } else {
            work.after(DESCRIBE_AFTER_MILLIS, TimeUnit.MILLISECONDS, this::describe);
        }
    }

    void add(Candidate candidate) {
        found.add(candidate);
        if (!candidate.sdp().contains(" typ host")) {
            outsideExpected = false;
        }
        int known = found.size();
        if (!described && !outsideExpected) {
            work.after(QUIET_MILLIS, TimeUnit.MILLISECONDS, () -> quiet(known));
        } else if (described && known == 1) {
            work.after(BATCH_MILLIS, TimeUnit.MILLISECONDS, this::flush);
        }
    }

    private void quiet(int known) {
        if (!described && found.size() == known) {
            complete();
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
