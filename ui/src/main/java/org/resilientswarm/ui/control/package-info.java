/// Controls, texts and number formats that know nothing of swarms.
///
/// Used by every screen, on the JavaFX thread.
package org.resilientswarm.ui.control;
