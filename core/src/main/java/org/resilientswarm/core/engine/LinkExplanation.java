package org.resilientswarm.core.engine;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.LinkAddress;
import org.resilientswarm.core.model.LinkHistory;
import org.resilientswarm.core.model.LinkTry;

/// What `explain` answers: how this node's tries to link with the caller went.
///
/// @param nat what its network does with UDP
/// @param tries the last tries, the oldest first
record LinkExplanation(String nat, List<Try> tries) {
    /// One try; see [LinkTry].
    record Try(
            boolean outbound,
            long atMs,
            @Nullable Double tookMs,
            String outcome,
            @Nullable String code,
            String reason,
            List<Address> own,
            List<Address> theirs) {}

    /// An address with its type.
    record Address(String type, String address) {}

    static LinkExplanation of(LinkHistory history) {
        return new LinkExplanation(
                word(history.nat()), history.tries().stream().map(LinkExplanation::part).toList());
    }

    private static Try part(LinkTry it) {
        return new Try(
                it.outbound(),
                it.at().toEpochMilli(),
                it.took() == null ? null : it.took().toNanos() / 1e6,
                word(it.outcome()),
                it.code() == null ? null : it.code().name(),
                it.reason(),
                it.own().stream().map(LinkExplanation::part).toList(),
                it.theirs().stream().map(LinkExplanation::part).toList());
    }

    private static Address part(LinkAddress address) {
        return new Address(address.type(), address.address().toString());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
