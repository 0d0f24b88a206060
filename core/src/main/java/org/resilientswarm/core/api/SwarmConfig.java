package org.resilientswarm.core.api;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.RelayPolicy;

/// How a node is set up. Start from [#defaults()] and change what should differ.
///
/// @param name what the node calls itself, at most 64 characters, empty for none
/// @param keyFile the identity's key file, made when there is none; null for an identity that lives
///     in memory only
/// @param database the file of the replicated database, made when there is none; null for one that
///     lives in memory only
/// @param exchanges the signal exchanges to register at, `ws://HOST:PORT` or `wss://HOST:PORT`
/// @param listen where the node's own exchange listens, port 0 for any free one; null for no
///     exchange of its own
/// @param lan whether to look for members on the local network
/// @param room a name at the exchanges under which members find each other without a key, or null
/// @param relay whether the node relays for others, and how much
public record SwarmConfig(
        String name,
        @Nullable Path keyFile,
        @Nullable Path database,
        List<URI> exchanges,
        @Nullable InetSocketAddress listen,
        boolean lan,
        @Nullable String room,
        RelayPolicy relay) {
    /// The longest name in characters.
    public static final int MAX_NAME_LENGTH = 64;

    /// Copies the list.
    ///
    /// @throws IllegalArgumentException when the name is too long or an exchange is none
    public SwarmConfig {
        exchanges = List.copyOf(exchanges);
        exchanges.forEach(SwarmConfig::requireExchange);
        if (name.length() > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException(
                    "the name has "
                            + name.length()
                            + " characters, at most "
                            + MAX_NAME_LENGTH
                            + " are allowed");
        }
    }

    /// Checks the address of an exchange.
    ///
    /// @throws IllegalArgumentException when it is not `ws://HOST:PORT` or `wss://HOST:PORT`
    public static void requireExchange(URI url) {
        boolean known = "ws".equals(url.getScheme()) || "wss".equals(url.getScheme());
        if (!known || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "'" + url + "' is no exchange: write ws://HOST:PORT or wss://HOST:PORT");
        }
    }

    /// A new identity in memory, no name, no exchange but an own one on any free port of loopback.
    public static SwarmConfig defaults() {
        return new SwarmConfig(
                "",
                null,
                null,
                List.of(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                false,
                null,
                RelayPolicy.DEFAULT);
    }

    /// The same with another name.
    public SwarmConfig withName(String newName) {
        return new SwarmConfig(newName, keyFile, database, exchanges, listen, lan, room, relay);
    }

    /// The same with another key file.
    public SwarmConfig withKeyFile(Path newKeyFile) {
        return new SwarmConfig(name, newKeyFile, database, exchanges, listen, lan, room, relay);
    }

    /// The same with another file for the database.
    public SwarmConfig withDatabase(Path newDatabase) {
        return new SwarmConfig(name, keyFile, newDatabase, exchanges, listen, lan, room, relay);
    }

    /// The same with one more exchange.
    public SwarmConfig withExchange(URI url) {
        var more = new ArrayList<>(exchanges);
        more.add(url);
        return new SwarmConfig(name, keyFile, database, more, listen, lan, room, relay);
    }

    /// The same with its own exchange elsewhere, or without one when null.
    public SwarmConfig withListen(@Nullable InetSocketAddress address) {
        return new SwarmConfig(name, keyFile, database, exchanges, address, lan, room, relay);
    }

    /// The same with or without the search of the local network.
    public SwarmConfig withLan(boolean enabled) {
        return new SwarmConfig(name, keyFile, database, exchanges, listen, enabled, room, relay);
    }

    /// The same in a room, or in none when null.
    public SwarmConfig withRoom(@Nullable String newRoom) {
        return new SwarmConfig(name, keyFile, database, exchanges, listen, lan, newRoom, relay);
    }

    /// The same with another policy as a relay.
    public SwarmConfig withRelay(RelayPolicy policy) {
        return new SwarmConfig(name, keyFile, database, exchanges, listen, lan, room, policy);
    }
}
