/// The traffic screen: every frame that the console's node sends and receives, as it comes.
///
/// What was captured belongs to the `ui-traffic` thread
/// ([org.resilientswarm.ui.traffic.TrafficLog]), which reads, filters and decodes; the JavaFX
/// thread only takes over rows that are ready, through one mailbox. So neither a long list nor a
/// slow filter is ever felt.
package org.resilientswarm.ui.traffic;
