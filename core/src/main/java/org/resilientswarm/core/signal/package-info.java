/// Carries a sealed signal to a key, over whichever route gets there.
///
/// A [org.resilientswarm.core.signal.SignalRoute] is one way of doing so; each has its own
/// sub-package. The engine uses all of them together and the first answer wins.
package org.resilientswarm.core.signal;
