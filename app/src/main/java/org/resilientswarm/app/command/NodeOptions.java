package org.resilientswarm.app.command;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.app.place.DataFolder;
import org.resilientswarm.core.Keys;
import org.resilientswarm.core.api.SwarmConfig;
import org.resilientswarm.core.model.SwarmLink;
import picocli.CommandLine.Option;

/// The options of everything that runs a node of its own.
final class NodeOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Where the node keeps its files. Default: this user's data folder, or, with"
                            + " --key, a folder in it that is named after the key.")
    private @Nullable Path data;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "The identity, made when there is none. Default: identity.pem in the data"
                            + " folder.")
    private @Nullable Path key;

    @Option(
            names = "--name",
            paramLabel = "TEXT",
            converter = Arguments.Name.class,
            description = "What the node calls itself.")
    private String name = "";

    @Option(
            names = "--exchange",
            paramLabel = "URL",
            converter = Arguments.ExchangeUrl.class,
            description =
                    "A signal exchange to use, ws://HOST:PORT or wss://HOST:PORT; repeatable.")
    private List<URI> exchanges = List.of();

    @Option(
            names = "--join",
            paramLabel = "KEY",
            converter = Arguments.Link.class,
            description =
                    "A member to join, by key or link; repeatable. Tried again until it works.")
    private List<SwarmLink> joins = List.of();

    @Option(
            names = "--room",
            paramLabel = "NAME",
            description = "Meet everybody who names the same room at the same exchange.")
    private @Nullable String room;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            converter = Arguments.ListenAddress.class,
            description =
                    "Where the node's own exchange listens, port 0 for any free one. Default:"
                            + " 0.0.0.0:0")
    private InetSocketAddress listen = new InetSocketAddress("0.0.0.0", 0);

    @Option(names = "--no-listen", description = "Run no exchange in this node.")
    private boolean noListen;

    @Option(names = "--no-lan", description = "Do not look for members on the local network.")
    private boolean noLan;

    /// The exchanges to use.
    List<URI> exchanges() {
        return exchanges;
    }

    /// The members to join.
    List<SwarmLink> joins() {
        return joins;
    }

    /// Opens the folder that the node may write to.
    DataFolder openFolder() {
        if (data != null) {
            return DataFolder.open(data);
        }
        if (key == null) {
            return DataFolder.open(DataFolder.standard());
        }
        var identity = Files.exists(key) ? Keys.read(key, null) : Keys.create(key, null);
        return DataFolder.open(DataFolder.standard().resolve(identity.shortText()));
    }

    /// How the node is set up, except for its exchanges.
    SwarmConfig config(DataFolder folder) {
        return SwarmConfig.defaults()
                .withName(name)
                .withKeyFile(key == null ? folder.keyFile() : key)
                .withDatabase(DataFolder.database(folder.path()))
                .withListen(noListen ? null : listen)
                .withLan(!noLan)
                .withRoom(room);
    }
}
