package org.resilientswarm.core.exchange;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.Protocol;

/// Who is in which room. A room exists as long as somebody is in it. Every method is atomic and
/// calls nobody.
final class Rooms {
    private final int roomsPerKey;
    private final Map<String, Set<ExchangeConnection>> rooms = new HashMap<>();
    private final Map<ExchangeConnection, Set<String>> byConnection = new HashMap<>();
    private final Map<PublicKey, Integer> joinedByKey = new HashMap<>();

    Rooms(int roomsPerKey) {
        this.roomsPerKey = roomsPerKey;
    }

    /// Joins a room; joining it again changes nothing.
    ///
    /// @return who else is in it
    /// @throws MalformedException `LIMIT_REACHED` when the key or the room has too many
    synchronized List<ExchangeConnection> join(
            ExchangeConnection connection, PublicKey key, String name) throws MalformedException {
        Set<ExchangeConnection> members = rooms.getOrDefault(name, Set.of());
        if (!members.contains(connection)) {
            check(key, members);
            members = rooms.computeIfAbsent(name, _ -> new LinkedHashSet<>());
            members.add(connection);
            byConnection.computeIfAbsent(connection, _ -> new HashSet<>()).add(name);
            joinedByKey.merge(key, 1, Integer::sum);
        }
        return members.stream().filter(member -> member != connection).toList();
    }

    /// Leaves a room.
    synchronized void leave(ExchangeConnection connection, PublicKey key, String name) {
        Set<String> names = byConnection.get(connection);
        if (names != null && names.remove(name)) {
            drop(connection, key, name);
            if (names.isEmpty()) {
                byConnection.remove(connection);
            }
        }
    }

    /// Leaves all rooms.
    synchronized void leaveAll(ExchangeConnection connection, PublicKey key) {
        Set<String> names = byConnection.remove(connection);
        if (names != null) {
            names.forEach(name -> drop(connection, key, name));
        }
    }

    private void check(PublicKey key, Set<ExchangeConnection> members) throws MalformedException {
        if (joinedByKey.getOrDefault(key, 0) >= roomsPerKey) {
            throw new MalformedException(
                    ErrorCode.LIMIT_REACHED,
                    "a key may be in " + roomsPerKey + " rooms: leave another one first");
        }
        if (members.size() >= Protocol.MAX_ROOM_MEMBERS) {
            throw new MalformedException(
                    ErrorCode.LIMIT_REACHED,
                    "the room is full: it has " + Protocol.MAX_ROOM_MEMBERS + " members");
        }
    }

    private void drop(ExchangeConnection connection, PublicKey key, String name) {
        rooms.computeIfPresent(
                name,
                (_, members) -> {
                    members.remove(connection);
                    return members.isEmpty() ? null : members;
                });
        joinedByKey.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
    }
}
