package org.resilientswarm.ui.shell;

import java.util.List;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/// The parts of the window in the order in which F6 visits them.
final class Regions {
    private final List<Region> regions;

    /// A part of the window.
    ///
    /// @param root everything in it
    /// @param present whether it is there right now
    /// @param focus puts the keyboard into it
    record Region(Node root, BooleanSupplier present, Runnable focus) {}

    Regions(List<Region> regions) {
        this.regions = List.copyOf(regions);
    }

    /// Moves the keyboard on, or back.
    void cycle(@Nullable Node focused, int step) {
        int start = indexOf(focused);
        for (int i = 1; i <= regions.size(); i++) {
            Region next = regions.get(Math.floorMod(start + i * step, regions.size()));
            if (next.present.getAsBoolean()) {
                next.focus.run();
                return;
            }
        }
    }

    private int indexOf(@Nullable Node focused) {
        for (Node node = focused; node != null; node = node.getParent()) {
            for (int i = 0; i < regions.size(); i++) {
                if (regions.get(i).root.equals(node)) {
                    return i;
                }
            }
        }
        return -1;
    }
}
