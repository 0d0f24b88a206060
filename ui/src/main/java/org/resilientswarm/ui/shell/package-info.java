/// The window, its rail, status bar and themes; the only package that other modules see.
///
/// Everything runs on the JavaFX thread.
package org.resilientswarm.ui.shell;
