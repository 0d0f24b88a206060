package org.resilientswarm.app.command;

import java.util.Map;

/// Whether there is something to show windows on.
final class Display {
    private Display() {}

    /// Only on Linux can a program know beforehand. JavaFX's own headless platform, which tests
    /// name, needs no display.
    static boolean isPresent(Map<String, String> environment) {
        return !System.getProperty("os.name", "").startsWith("Linux")
                || System.getProperty("glass.platform") != null
                || !environment.getOrDefault("DISPLAY", "").isEmpty()
                || !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
    }
}
