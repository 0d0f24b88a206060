package org.resilientswarm.ui.graph;

/// Whether the legend is open.
public enum LegendChoice {
    /// Nobody has said: it is open where there is room for it.
    BY_ROOM,
    /// A person opened it.
    OPEN,
    /// A person closed it.
    CLOSED;

    private static final double ROOMY_WIDTH = 700;
    private static final double ROOMY_HEIGHT = 450;

    /// Whether the legend is open beside a drawing of this size.
    ///
    /// @param width without the enlargement of the whole console
    /// @param height without the enlargement of the whole console
    boolean open(double width, double height) {
        return this == OPEN || (this == BY_ROOM && width >= ROOMY_WIDTH && height >= ROOMY_HEIGHT);
    }
}
