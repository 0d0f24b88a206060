package org.resilientswarm.ui.shell;

/// In which colours the console is shown.
public enum Theme {
    /// As the desktop is, and following it when it changes.
    SYSTEM,
    /// Dark on light.
    LIGHT,
    /// Light on dark.
    DARK
}
