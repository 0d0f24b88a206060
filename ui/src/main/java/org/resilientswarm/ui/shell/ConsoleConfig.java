package org.resilientswarm.ui.shell;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmConfig;
import org.resilientswarm.core.model.SwarmLink;

/// How the console is started.
///
/// @param dataFolder where the console remembers its window and look; made when it is missing
/// @param swarm how to set up a node when one is wanted
/// @param join a link to fill in on the first page, or null; the user still has to confirm it
/// @param demoNodes how many nodes of a demo to start at once, 0 for the first page
/// @param screen what to show as soon as a node runs
/// @param theme the colours; `SYSTEM` for those remembered, or those of the desktop
/// @param scalePercent how large everything is shown, 75 to 200; 0 for what is remembered, or 100
/// @param screenshot a PNG file to write once there is something to see, and then to end; null for
///     ordinary use
public record ConsoleConfig(
        Path dataFolder,
        SwarmConfig swarm,
        @Nullable SwarmLink join,
        int demoNodes,
        Screen screen,
        Theme theme,
        int scalePercent,
        @Nullable Path screenshot) {
    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException when one is out of range
    public ConsoleConfig {
        if (scalePercent != 0 && (scalePercent < Look.MIN_SCALE || scalePercent > Look.MAX_SCALE)) {
            throw new IllegalArgumentException(
                    "scale " + scalePercent + " % is not between 75 % and 200 %");
        }
        if (demoNodes < 0) {
            throw new IllegalArgumentException(demoNodes + " nodes");
        }
    }
}
