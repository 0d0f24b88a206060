package org.resilientswarm.core.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.identity.PrekeyRing;
import org.resilientswarm.core.membership.MembershipInput;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmRecord;
import org.resilientswarm.core.store.RecordStore;
import org.resilientswarm.core.store.RecordStore.Acquaintance;
import org.resilientswarm.core.store.RecordStore.Stored;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.NetworkReport;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.SignedRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says in the database who this node is and what links it has, learns there who the others are,
/// and remembers whom it met for the next life. Owned by the `swarm-loop` thread, but for [#card].
final class CardOffice implements Turns.Part {
    private static final Logger LOG = LoggerFactory.getLogger(CardOffice.class);

    /// A card that could not be stored is made anew after this time.
    private static final long AGAIN = Duration.ofMinutes(1).toNanos();

    private final EngineSetup setup;
    private final Clock clock;
    private final PrekeyRing prekeys;
    private final RecordOffice records;
    private final RecordStore store;
    private final Consumer<MembershipInput> membership;
    private final Consumer<PeerCard> renewed;
    private final Instant joined;
    private volatile PeerCard card;
    private long renewAt = Long.MAX_VALUE;
    private boolean leaving;

    /// @param renewed is told of each new card
    CardOffice(
            EngineSetup setup,
            PrekeyRing prekeys,
            RecordOffice records,
            Consumer<MembershipInput> membership,
            Consumer<PeerCard> renewed) {
        this.setup = setup;
        this.clock = setup.clock();
        this.prekeys = prekeys;
        this.records = records;
        this.store = setup.store();
        this.membership = membership;
        this.renewed = renewed;
        this.joined = clock.now();
        this.card = unpublished();
    }

    private PeerCard unpublished() {
        return PeerCard.sign(
                setup.identity(),
                setup.name(),
                prekeys.published(),
                Protocol.AGENT,
                setup.addresses(),
                clock.now());
    }

    /// This node's card. Any thread.
    PeerCard card() {
        return card;
    }

    /// Publishes the card, once it can be.
    void start() {
        records.whenRead(this::renew);
    }

    /// Calls those whom this node knew in its last life.
    ///
    /// @param acquaintances whom it had met
    /// @param known the members whose cards are in the database
    void remember(List<Acquaintance> acquaintances, List<Stored> known) {
        Map<PublicKey, PeerCard> cards = new LinkedHashMap<>();
        for (Acquaintance met : acquaintances) {
            read(met.card()).ifPresent(read -> cards.put(met.key(), read));
        }
        long now = clock.now().toEpochMilli();
        for (Stored stored : known) {
            SignedRecord record = stored.record();
            if (!record.deleted() && record.expires() > now) {
                read(record.encode()).ifPresent(read -> cards.put(read.key(), read));
            }
        }
        cards.values().forEach(read -> membership.accept(new MembershipInput.Remembered(read)));
        report(store.forget(clock.now().minus(Protocol.ACQUAINTANCE_LIFETIME)));
    }

    private static java.util.Optional<PeerCard> read(byte[] bytes) {
        try {
            return java.util.Optional.of(PeerCard.of(SignedRecord.decode(bytes, 0, bytes.length)));
        } catch (MalformedException e) {
            LOG.warn("event=card_unreadable reason=\"{}\"", e.reason());
            return java.util.Optional.empty();
        }
    }

    private void renew() {
        prekeys.renewWhenOld(clock.now());
        byte[] body =
                PeerCard.body(
                        setup.name(),
                        prekeys.published(),
                        Protocol.AGENT,
                        setup.addresses(),
                        joined);
        Instant expires = clock.now().plus(Protocol.CARD_LIFETIME);
        var stored = new CompletableFuture<SwarmRecord>();
        SignedRecord record = records.putNow(PeerCard.KIND, "", body, expires, stored);
        card = record == null ? unpublished() : read(record.encode()).orElseGet(this::unpublished);
        renewAt = clock.nanos() + Protocol.CARD_RENEWAL.toNanos();
        stored.exceptionally(_ -> publishLater());
        renewed.accept(card);
    }

    /// A full disk is reported where it is found, and does not keep a node from being in the swarm.
    private @Nullable SwarmRecord publishLater() {
        renewAt = clock.nanos() + AGAIN;
        return null;
    }

    /// Tells the swarm of this node's links.
    void publish(NetworkReport report) {
        if (!leaving) {
            Instant expires = clock.now().plus(Protocol.NETWORK_LIFETIME);
            records.put(NetworkReport.KIND, "", report.body(), expires, new CompletableFuture<>());
        }
    }

    @Override
    public long nextDeadline() {
        return leaving ? Long.MAX_VALUE : renewAt;
    }

    @Override
    public void tick() {
        renew();
    }

    /// A peer is here, or was until now.
    void met(PeerCard theirs) {
        report(
                store.remember(
                        List.of(
                                new Acquaintance(
                                        theirs.key(), theirs.record().encode(), clock.now()))));
    }

    private static void report(CompletableFuture<Void> written) {
        written.exceptionally(
                thrown -> {
                    LOG.warn("event=acquaintances_not_kept reason=\"{}\"", thrown.getMessage());
                    return null;
                });
    }

    /// Takes this node's card and report back: nobody shall call it any more.
    ///
    /// @param done is run in a later turn, when the neighbours can have heard of it
    void leave(Runnable done) {
        leaving = true;
        var reportGone = new CompletableFuture<SwarmRecord>();
        var cardGone = new CompletableFuture<SwarmRecord>();
        records.delete(NetworkReport.KIND, "", reportGone);
        records.delete(PeerCard.KIND, "", cardGone);
        CompletableFuture.allOf(reportGone, cardGone).whenComplete((_, _) -> done.run());
    }
}
