package org.resilientswarm.core.exchange;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.Protocol;

/// Who is registered, and who waits for whom.
///
/// Every method is atomic and calls nobody: what is to be sent is given back, and sent by the
/// caller.
final class Directory {
    /// One client's question for a key that has not come yet.
    record Question(ExchangeConnection asker, PublicKey key) {
        /// Two questions of one client for one key are two.
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /// What a lookup came to.
    sealed interface Found {
        /// The key is registered.
        record Here(PeerCard card) implements Found {}

        /// The key is not registered; the question waits.
        record Later(Question question) implements Found {}

        /// The key is not registered, and the client has too many questions waiting.
        record TooMany() implements Found {}
    }

    /// What a registration came to.
    ///
    /// @param elsewhere the connections of other nodes with the same key
    /// @param answered the questions that it answers
    record Admission(List<ExchangeConnection> elsewhere, List<Question> answered) {}

    private record Entry(ExchangeConnection connection, PeerCard card) {}

    private final Map<PublicKey, List<Entry>> entries = new HashMap<>();
    private final Map<PublicKey, Set<Question>> questions = new HashMap<>();
    private final Map<ExchangeConnection, Set<Question>> questionsByAsker = new HashMap<>();

    /// Registers a connection, or gives nothing when its key has too many.
    ///
    /// Connections whose cards have one prekey belong to one node: it came back before its lost
    /// connection was noticed, or knows the exchange by two names.
    synchronized Optional<Admission> register(ExchangeConnection connection, PeerCard card) {
        List<Entry> same = entries.computeIfAbsent(card.key(), _ -> new ArrayList<>());
        if (same.size() >= Protocol.MAX_CONNECTIONS_PER_KEY) {
            return Optional.empty();
        }
        List<ExchangeConnection> elsewhere =
                same.stream()
                        .filter(entry -> !Arrays.equals(entry.card().prekey(), card.prekey()))
                        .map(Entry::connection)
                        .toList();
        same.add(new Entry(connection, card));
        return Optional.of(new Admission(elsewhere, takeQuestions(card.key())));
    }

    /// Replaces the card of a registered connection.
    synchronized void renew(ExchangeConnection connection, PeerCard card) {
        List<Entry> same = entries.getOrDefault(card.key(), List.of());
        for (int i = 0; i < same.size(); i++) {
            if (same.get(i).connection() == connection) {
                same.set(i, new Entry(connection, card));
            }
        }
    }

    /// Forgets a connection and its questions.
    ///
    /// @param key its key, or null when it never registered
    synchronized void remove(ExchangeConnection connection, @Nullable PublicKey key) {
        if (key != null && entries.containsKey(key)) {
            List<Entry> same = entries.get(key);
            same.removeIf(entry -> entry.connection() == connection);
            if (same.isEmpty()) {
                entries.remove(key);
            }
        }
        Set<Question> asked = questionsByAsker.remove(connection);
        if (asked != null) {
            asked.forEach(this::forget);
        }
    }

    /// Whether a key is registered.
    synchronized boolean present(PublicKey key) {
        return entries.containsKey(key);
    }

    /// The connections of a key.
    synchronized List<ExchangeConnection> connections(PublicKey key) {
        return entries.getOrDefault(key, List.of()).stream().map(Entry::connection).toList();
    }

    /// The latest card of a key, or lets the client wait for it.
    synchronized Found lookup(ExchangeConnection asker, PublicKey key, Instant now) {
        Optional<PeerCard> card =
                entries.getOrDefault(key, List.of()).stream()
                        .map(Entry::card)
                        .filter(candidate -> candidate.expires().isAfter(now))
                        .max(Comparator.comparing(PeerCard::created));
        if (card.isPresent()) {
            return new Found.Here(card.get());
        }
        Set<Question> asked = questionsByAsker.computeIfAbsent(asker, _ -> new HashSet<>());
        if (asked.size() >= Protocol.MAX_LOOKUPS) {
            return new Found.TooMany();
        }
        var question = new Question(asker, key);
        asked.add(question);
        questions.computeIfAbsent(key, _ -> new HashSet<>()).add(question);
        return new Found.Later(question);
    }

    /// Ends a question's wait.
    ///
    /// @return whether it was still waiting
    synchronized boolean giveUp(Question question) {
        Set<Question> asked = questionsByAsker.get(question.asker());
        if (asked == null || !asked.remove(question)) {
            return false;
        }
        forget(question);
        return true;
    }

    /// How many keys are registered.
    synchronized int size() {
        return entries.size();
    }

    private List<Question> takeQuestions(PublicKey key) {
        Set<Question> answered = questions.remove(key);
        if (answered == null) {
            return List.of();
        }
        for (Question question : answered) {
            Set<Question> asked = questionsByAsker.get(question.asker());
            if (asked != null) {
                asked.remove(question);
            }
        }
        return List.copyOf(answered);
    }

    private void forget(Question question) {
        Set<Question> sameKey = questions.get(question.key());
        if (sameKey != null) {
            sameKey.remove(question);
            if (sameKey.isEmpty()) {
                questions.remove(question.key());
            }
        }
    }
}
