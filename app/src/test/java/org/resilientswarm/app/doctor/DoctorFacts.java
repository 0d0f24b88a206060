package org.resilientswarm.app.doctor;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.LinkAddress;
import org.resilientswarm.core.model.LinkHistory;
import org.resilientswarm.core.model.LinkTry;
import org.resilientswarm.core.model.LinkTry.Outcome;
import org.resilientswarm.core.model.NatKind;
import org.resilientswarm.core.model.Path;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.PublicKey;

/// Facts to think about, put together by a test.
final class DoctorFacts {
    static final URI FIRST = URI.create("ws://one.example:7900");
    static final URI SECOND = URI.create("ws://two.example:7900");
    static final PublicKey PEER =
            new PublicKey("a peer has 32 bytes in its key..".getBytes(StandardCharsets.US_ASCII));
    static final PublicKey RELAY =
            new PublicKey("a relay has 32 bytes in its key.".getBytes(StandardCharsets.US_ASCII));
    static final LinkAddress HOST = new LinkAddress("host", new HostPort("10.0.0.1", 1000));
    static final LinkAddress OUTSIDE = new LinkAddress("srflx", new HostPort("8.8.8.8", 2000));

    NatKind nat = NatKind.ENDPOINT_INDEPENDENT;
    List<String> addresses = List.of("10.0.0.1");
    final List<ExchangeFacts> exchanges = new ArrayList<>();
    @Nullable PeerFacts peer;

    DoctorFacts nat(NatKind kind) {
        nat = kind;
        return this;
    }

    DoctorFacts withoutNetwork() {
        addresses = List.of();
        return this;
    }

    DoctorFacts usable(URI url) {
        return clockAhead(url, Duration.ZERO);
    }

    DoctorFacts clockAhead(URI url, Duration ahead) {
        exchanges.add(
                new ExchangeFacts(
                        url,
                        null,
                        "agent/1",
                        Duration.ofMillis(3),
                        ahead,
                        new HostPort(url.getHost(), 3478)));
        return this;
    }

    DoctorFacts lost(URI url) {
        exchanges.add(ExchangeFacts.failed(url, "nothing listens there"));
        return this;
    }

    DoctorFacts direct() {
        return reached(new Path(PathKind.DIRECT, List.of(), null, 0, "it works"), null, null);
    }

    /// @param here the NAT that this side's tries have shown
    /// @param there the same as the peer says, null when it does not
    DoctorFacts relayed(NatKind here, @Nullable NatKind there, LinkTry... tries) {
        var path = new Path(PathKind.RELAY, List.of(RELAY), Duration.ofMillis(20), 0, "no other");
        return reached(
                path,
                new LinkHistory(PEER, here, List.of(tries)),
                there == null ? null : new LinkHistory(PEER, there, List.of()));
    }

    private DoctorFacts reached(
            Path path, @Nullable LinkHistory here, @Nullable LinkHistory there) {
        var nothing = new LinkHistory(PEER, NatKind.UNKNOWN, List.of());
        peer = new PeerFacts(PEER, "Ann", path, null, here == null ? nothing : here, there);
        return this;
    }

    DoctorFacts failed(ErrorCode code, LinkTry... tries) {
        peer =
                new PeerFacts(
                        PEER,
                        "",
                        null,
                        new SwarmException(code, "as the node said"),
                        new LinkHistory(PEER, NatKind.UNKNOWN, List.of(tries)),
                        null);
        return this;
    }

    static LinkTry attempt(ErrorCode code, List<LinkAddress> own, List<LinkAddress> theirs) {
        return new LinkTry(
                true,
                Instant.EPOCH,
                Duration.ofMillis(1500),
                Outcome.FAILED,
                code,
                "the try has failed",
                own,
                theirs);
    }

    NetworkFacts network() {
        return new NetworkFacts(
                List.of(new NetworkFacts.Interface("eth0", addresses)), List.of(), nat);
    }

    Verdict verdict() {
        return Verdict.of(network(), exchanges, peer);
    }
}
