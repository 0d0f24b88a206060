package org.resilientswarm.core.engine;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ExchangeInfo;
import org.resilientswarm.core.model.ExchangeState;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.signal.SignalInput.ExchangeChanged;
import org.resilientswarm.core.signal.SignalRoute;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.wire.Protocol;

/// The exchanges that this node is registered at: those that it was told to use, for good, and
/// those that a link or a card named, as long as they are of use. Owned by the `swarm-loop` thread.
final class Routes implements Turns.Part {
    /// One exchange.
    private static final class Entry {
        final URI url;
        final SignalRoute route;
        final boolean lasting;
        final boolean shown;
        ExchangeState state = ExchangeState.CONNECTING;
        String reason = "";

        /// The last state that people heard of, so that an exchange that stays away is told once.
        ExchangeState told = ExchangeState.CONNECTING;

        long usedAt;

        Entry(URI url, SignalRoute route, boolean lasting, boolean shown) {
            this.url = url;
            this.route = route;
            this.lasting = lasting;
            this.shown = shown;
        }
    }

    private static final long INTERVAL_NANOS = Protocol.HINT_LINGER.dividedBy(3).toNanos();

    private final Clock clock;
    private final Function<URI, SignalRoute> opener;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private long leaveUnusedAt;

    Routes(Clock clock, Function<URI, SignalRoute> opener) {
        this.clock = clock;
        this.opener = opener;
        this.leaveUnusedAt = clock.nanos() + INTERVAL_NANOS;
    }

    /// Uses an exchange until the end.
    ///
    /// @param shown whether people should see it; a node's own exchange is no news
    void addLasting(URI url, boolean shown) {
        if (entries.values().stream().noneMatch(entry -> entry.url.equals(url))) {
            open(url, true, shown);
        }
    }

    /// Uses an exchange for a while.
    void addHint(HostPort address, long nowNanos) {
        URI url = url(address);
        if (url == null) {
            return;
        }
        for (Entry entry : entries.values()) {
            if (entry.url.equals(url)) {
                entry.usedAt = nowNanos;
                return;
            }
        }
        open(url, false, true).usedAt = nowNanos;
    }

    /// Cards and links may name anything as a host; what is no host is nowhere to ask.
    private static @Nullable URI url(HostPort address) {
        try {
            var url = new URI("ws://" + address);
            return url.getHost() == null ? null : url;
        } catch (URISyntaxException _) {
            return null;
        }
    }

    private Entry open(URI url, boolean lasting, boolean shown) {
        var entry = new Entry(url, opener.apply(url), lasting, shown);
        entries.put(entry.route.name(), entry);
        return entry;
    }

    /// Leaves the exchanges that were only hints and are not in use any more.
    @Override
    public void tick() {
        long now = clock.nanos();
        leaveUnusedAt = now + INTERVAL_NANOS;
        long limit = now - Protocol.HINT_LINGER.toNanos();
        entries.values()
                .removeIf(
                        entry -> {
                            boolean unused = !entry.lasting && entry.usedAt < limit;
                            if (unused) {
                                entry.route.close();
                            }
                            return unused;
                        });
    }

    @Override
    public long nextDeadline() {
        return leaveUnusedAt;
    }

    /// The route of this name, in use from now on.
    @Nullable SignalRoute use(String name, long nowNanos) {
        Entry entry = entries.get(name);
        if (entry == null) {
            return null;
        }
        entry.usedAt = nowNanos;
        return entry.route;
    }

    Collection<SignalRoute> all() {
        return entries.values().stream().map(entry -> entry.route).toList();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /// Takes a new state.
    ///
    /// @return whether people should hear of it
    boolean changed(ExchangeChanged change) {
        Entry entry = entries.get(change.route());
        if (entry == null) {
            return false;
        }
        entry.state = change.state();
        entry.reason = change.reason();
        if (change.state() == ExchangeState.CONNECTING || change.state() == entry.told) {
            return false;
        }
        entry.told = change.state();
        return entry.shown;
    }

    List<ExchangeInfo> infos() {
        return entries.values().stream()
                .filter(entry -> entry.shown)
                .map(entry -> new ExchangeInfo(entry.url, entry.state, entry.reason))
                .toList();
    }

    void close() {
        entries.values().forEach(entry -> entry.route.close());
        entries.clear();
    }
}
