/// The window, its rail, top bar, status line, themes and keys; the only package that other modules
/// see. [Console#launch] is where they come in.
///
/// Everything but [Console] runs on the JavaFX thread.
package org.resilientswarm.ui.shell;
