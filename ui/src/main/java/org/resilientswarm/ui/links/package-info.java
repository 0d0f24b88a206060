/// The links of the own node, and those that other members report, in figures.
///
/// [LinksViewModel] keeps a minute of round-trip times of each; [LinkTable] shows them worst first.
package org.resilientswarm.ui.links;
