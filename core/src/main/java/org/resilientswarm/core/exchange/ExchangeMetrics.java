package org.resilientswarm.core.exchange;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;

/// Counts what an exchange does. Safe on every thread.
///
/// The counters are plain adders; the Prometheus registry is made when somebody first asks for it,
/// because most exchanges live inside a node and are never asked.
final class ExchangeMetrics {
    private final AtomicInteger connections = new AtomicInteger();
    private final LongAdder connectionsOpened = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder waited = new LongAdder();
    private final LongAdder expired = new LongAdder();
    private final LongAdder stunAnswered = new LongAdder();
    private final LongAdder stunIgnored = new LongAdder();
    private final Map<ErrorCode, LongAdder> refused = new EnumMap<>(ErrorCode.class);
    private @Nullable PrometheusMeterRegistry registry;

    ExchangeMetrics() {
        for (ErrorCode code : ErrorCode.values()) {
            refused.put(code, new LongAdder());
        }
    }

    void connectionOpened() {
        connections.incrementAndGet();
        connectionsOpened.increment();
    }

    void connectionClosed() {
        connections.decrementAndGet();
    }

    void signalDelivered() {
        delivered.increment();
    }

    void signalWaits() {
        waited.increment();
    }

    void signalExpired() {
        expired.increment();
    }

    void stunAnswered() {
        stunAnswered.increment();
    }

    void stunIgnored() {
        stunIgnored.increment();
    }

    @SuppressWarnings("NullAway") // the constructor put every code in
    void refused(ErrorCode code) {
        refused.get(code).increment();
    }

    int connections() {
        return connections.get();
    }

    long delivered() {
        return delivered.sum();
    }

    long expired() {
        return expired.sum();
    }

    long stunAnsweredCount() {
        return stunAnswered.sum();
    }

    long stunIgnoredCount() {
        return stunIgnored.sum();
    }

    Map<ErrorCode, Long> refusedByCode() {
        var counts = new EnumMap<ErrorCode, Long>(ErrorCode.class);
        refused.forEach(
                (code, count) -> {
                    if (count.sum() > 0) {
                        counts.put(code, count.sum());
                    }
                });
        return counts;
    }

    /// All of it as Prometheus text.
    ///
    /// @param registered tells how many keys are registered
    /// @param waiting tells how many signals wait
    synchronized String prometheus(IntSupplier registered, IntSupplier waiting) {
        if (registry == null) {
            registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            bind(registry, registered, waiting);
        }
        return registry.scrape();
    }

    private void bind(MeterRegistry meters, IntSupplier registered, IntSupplier waiting) {
        gauge(meters, "connections", "Clients that are connected", this::connections);
        gauge(meters, "registered.keys", "Keys that are registered", registered);
        gauge(meters, "mailbox.signals", "Signals that wait for their receivers", waiting);
        counter(meters, "connections.opened", "Connections so far", connectionsOpened, "", "");
        counter(meters, "signals", "Signals by outcome", delivered, "outcome", "delivered");
        counter(meters, "signals", "Signals by outcome", waited, "outcome", "waiting");
        counter(meters, "signals", "Signals by outcome", expired, "outcome", "expired");
        counter(meters, "stun.requests", "Datagrams at STUN", stunAnswered, "outcome", "answered");
        counter(meters, "stun.requests", "Datagrams at STUN", stunIgnored, "outcome", "ignored");
        refused.forEach(
                (code, count) ->
                        counter(
                                meters,
                                "refused",
                                "Messages that were refused",
                                count,
                                "code",
                                code.name()));
    }

    private static void gauge(
            MeterRegistry meters, String name, String description, IntSupplier value) {
        Gauge.builder("rswarm.exchange." + name, value, IntSupplier::getAsInt)
                .description(description)
                .strongReference(true)
                .register(meters);
    }

    private static void counter(
            MeterRegistry meters,
            String name,
            String description,
            LongAdder count,
            String tag,
            String value) {
        var builder =
                FunctionCounter.builder("rswarm.exchange." + name, count, LongAdder::sum)
                        .description(description);
        if (!tag.isEmpty()) {
            builder.tag(tag, value);
        }
        builder.register(meters);
    }
}
