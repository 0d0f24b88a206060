package org.resilientswarm.app.doctor;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.LinkAddress;
import org.resilientswarm.core.model.LinkHistory;
import org.resilientswarm.core.model.LinkTry;
import org.resilientswarm.core.model.LinkTry.Outcome;
import org.resilientswarm.core.model.NatKind;

/// Why there is no direct link with a peer.
///
/// @param code what is wrong
/// @param sentence the same, to go behind a colon
/// @param advice what would help
record NoDirectLink(ErrorCode code, String sentence, String advice) {
    private static final String SYMMETRIC_ADVICE =
            "use a network with another kind of NAT on one side, or forward a UDP port there";

    static NoDirectLink of(NetworkFacts network, PeerFacts peer) {
        NatKind here = better(network.nat(), peer.here().nat());
        LinkHistory told = peer.there();
        NatKind there = told == null ? NatKind.UNKNOWN : told.nat();
        NoDirectLink symmetric = symmetric(here, there, peer.label());
        if (symmetric != null) {
            return symmetric;
        }
        Optional<LinkTry> newest = peer.here().newest();
        if (newest.isEmpty()) {
            return new NoDirectLink(
                    ErrorCode.LINK_FAILED, "no direct link was tried yet", "ask again in a minute");
        }
        return addresses(newest.get(), peer.label());
    }

    private static @Nullable NoDirectLink symmetric(NatKind here, NatKind there, String peer) {
        boolean own = here == NatKind.ADDRESS_DEPENDENT;
        boolean theirs = there == NatKind.ADDRESS_DEPENDENT;
        if (own && theirs) {
            return new NoDirectLink(
                    ErrorCode.LINK_FAILED,
                    "the NATs of both sides are symmetric, so no direct link is possible",
                    SYMMETRIC_ADVICE);
        }
        if (own || theirs) {
            return new NoDirectLink(
                    ErrorCode.LINK_FAILED,
                    "the NAT %s is symmetric, and the other side's lets only those in whom it has sent to"
                            .formatted(own ? "here" : "of " + peer),
                    SYMMETRIC_ADVICE);
        }
        return null;
    }

    private static NoDirectLink addresses(LinkTry last, String peer) {
        if (last.theirs().isEmpty()) {
            return last.code() == ErrorCode.PEER_SILENT
                    ? new NoDirectLink(
                            ErrorCode.PEER_SILENT,
                            "it did not answer the offer",
                            "start it again, and look at its log")
                    : new NoDirectLink(
                            ErrorCode.UDP_BLOCKED,
                            peer + " has told no address at which UDP could reach it",
                            "see whether it is in a network, and let UDP through there");
        }
        if (hasOutside(last.own()) && !hasOutside(last.theirs())) {
            return new NoDirectLink(
                    ErrorCode.UDP_BLOCKED,
                    "%s knows no outside address, so UDP is blocked there or its exchange answers no STUN questions"
                            .formatted(peer),
                    "run 'rswarm doctor' there, and let UDP through");
        }
        if (!hasOutside(last.own()) && hasOutside(last.theirs())) {
            return new NoDirectLink(
                    ErrorCode.UDP_BLOCKED,
                    "this node knows no outside address, so UDP is blocked here or no exchange answers STUN questions",
                    "name an exchange with STUN with --exchange, and let UDP through");
        }
        return new NoDirectLink(ErrorCode.LINK_FAILED, reason(last), SYMMETRIC_ADVICE);
    }

    private static String reason(LinkTry last) {
        return last.outcome() == Outcome.UNDER_WAY || last.reason().isEmpty()
                ? "the direct link has not come up yet"
                : last.reason();
    }

    private static boolean hasOutside(List<LinkAddress> addresses) {
        return addresses.stream().anyMatch(it -> it.type().equals(LinkAddress.OUTSIDE));
    }

    /// What a check with several servers has found, or else what the tries have shown.
    private static NatKind better(NatKind checked, NatKind shown) {
        return checked == NatKind.UNKNOWN || checked == NatKind.TRANSLATED ? shown : checked;
    }
}
