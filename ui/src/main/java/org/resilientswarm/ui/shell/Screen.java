package org.resilientswarm.ui.shell;

/// What the middle of the window shows.
enum Screen {
    START,
    GRAPH,
    PEERS
}
