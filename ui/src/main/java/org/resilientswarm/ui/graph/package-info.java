/// The live graph of members and their connections.
///
/// [GraphViewModel] turns pictures into immutable [GraphScene]s; positions come from an
/// [Arrangement] on the `ui-layout` thread; [GraphCanvas] paints scenes on layered canvases.
package org.resilientswarm.ui.graph;
