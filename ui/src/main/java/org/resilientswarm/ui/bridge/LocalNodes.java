package org.resilientswarm.ui.bridge;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.ui.bridge.SwarmSource.Demo;

/// The nodes that run in this console: none, one of its user, or those of a demo. Safe on every
/// thread; what closes nodes waits for them and is not for the JavaFX thread.
public final class LocalNodes implements AutoCloseable {
    private final Object lock = new Object();
    private @Nullable Swarm own;
    private @Nullable Demo demo;
    private boolean closed;

    /// There are none yet.
    public LocalNodes() {}

    /// Takes a node over in place of what ran before, which is closed.
    public void attach(Swarm swarm) {
        replace(swarm, null);
    }

    /// Takes a demo over in place of what ran before, which is closed.
    public void attach(Demo newDemo) {
        replace(null, newDemo);
    }

    /// Closes what runs; something else may be attached later.
    public void leave() {
        replace(null, null);
    }

    private void replace(@Nullable Swarm newOwn, @Nullable Demo newDemo) {
        Swarm oldOwn;
        Demo oldDemo;
        boolean refused;
        synchronized (lock) {
            refused = closed;
            oldOwn = own;
            oldDemo = demo;
            own = refused ? null : newOwn;
            demo = refused ? null : newDemo;
        }
        close(oldOwn, oldDemo);
        if (refused) {
            close(newOwn, newDemo);
        }
    }

    private static void close(@Nullable Swarm swarm, @Nullable Demo demo) {
        if (swarm != null) {
            swarm.close();
        }
        if (demo != null) {
            demo.close();
        }
    }

    /// The nodes, the user's own or the demo's first one in front.
    public List<Swarm> nodes() {
        synchronized (lock) {
            if (own != null) {
                return List.of(own);
            }
            return demo == null ? List.of() : List.copyOf(demo.nodes());
        }
    }

    /// The user's own node, if there is one.
    public Optional<Swarm> own() {
        synchronized (lock) {
            return Optional.ofNullable(own);
        }
    }

    /// The demo, if one runs.
    public Optional<Demo> demo() {
        synchronized (lock) {
            return Optional.ofNullable(demo);
        }
    }

    /// Closes what runs and everything that is attached from now on.
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
        leave();
    }
}
