package org.resilientswarm.core.simulation;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.ExchangeState;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.signal.SignalInput;
import org.resilientswarm.core.signal.SignalRoute;
import org.resilientswarm.core.time.Timers;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.Signal;

/// A signal exchange in virtual time. It can be switched off. Of several nodes with one key all
/// hear what is for it, and the newest is found.
final class MemoryExchange {
    private final Timers timers;
    private final Duration delay;
    private final Map<PublicKey, List<Client>> clients = new HashMap<>();
    private final Map<PublicKey, List<Runnable>> parked = new HashMap<>();
    private boolean running = true;

    MemoryExchange(Timers timers, Duration delay) {
        this.timers = timers;
        this.delay = delay;
    }

    /// From now on nothing gets through it any more.
    void stop() {
        running = false;
        clients.values().stream()
                .flatMap(List::stream)
                .forEach(client -> client.tell(client.state(ExchangeState.LOST, "switched off")));
        clients.clear();
    }

    /// A node's crash.
    void forget(PublicKey key) {
        clients.remove(key);
    }

    SignalRoute open(URI url, PublicKey key, Supplier<PeerCard> card, Consumer<SignalInput> sink) {
        var client = new Client(url, key, card, sink);
        timers.after(delay, client::register);
        return client;
    }

    private final class Client implements SignalRoute {
        private final URI url;
        private final PublicKey key;
        private final Supplier<PeerCard> card;
        private final Consumer<SignalInput> sink;

        Client(URI url, PublicKey key, Supplier<PeerCard> card, Consumer<SignalInput> sink) {
            this.url = url;
            this.key = key;
            this.card = card;
            this.sink = sink;
        }

        private void register() {
            if (!running) {
                tell(state(ExchangeState.LOST, "switched off"));
                return;
            }
            clients.computeIfAbsent(key, _ -> new ArrayList<>()).add(this);
            tell(state(ExchangeState.CONNECTED, ""));
            List<Runnable> waiting = parked.remove(key);
            if (waiting != null) {
                waiting.forEach(Runnable::run);
            }
        }

        private SignalInput state(ExchangeState state, String reason) {
            return new SignalInput.ExchangeChanged(
                    name(), url, state, ErrorCode.EXCHANGE_UNREACHABLE, reason);
        }

        @Override
        public String name() {
            return url.toString();
        }

        @Override
        public void send(Signal signal) {
            timers.after(
                    delay,
                    () -> {
                        for (Client receiver : clients.getOrDefault(signal.to(), List.of())) {
                            receiver.tell(new SignalInput.SignalArrived(name(), signal));
                        }
                    });
        }

        @Override
        public void lookup(PublicKey wanted, Duration patience) {
            var answered = new boolean[1];
            Runnable found =
                    () -> {
                        List<Client> owners = clients.getOrDefault(wanted, List.of());
                        if (!answered[0] && !owners.isEmpty()) {
                            answered[0] = true;
                            PeerCard newest = owners.getLast().card.get();
                            tell(new SignalInput.CardFound(name(), newest));
                        }
                    };
            timers.after(
                    delay,
                    () -> {
                        found.run();
                        parked.computeIfAbsent(wanted, _ -> new ArrayList<>()).add(found);
                    });
            timers.after(
                    delay.plus(patience),
                    () -> {
                        if (!answered[0]) {
                            answered[0] = true;
                            tell(
                                    new SignalInput.CardMissing(
                                            name(), wanted, "no exchange knows this key"));
                        }
                    });
        }

        @Override
        public void renewCard() {
            // The card is asked for anew at each lookup.
        }

        @Override
        public void close() {
            clients.computeIfPresent(
                    key,
                    (_, same) -> {
                        same.remove(this);
                        return same.isEmpty() ? null : same;
                    });
        }

        private void tell(SignalInput input) {
            timers.after(delay, () -> sink.accept(input));
        }
    }
}
