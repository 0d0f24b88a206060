/// Every frame in both directions, for whoever looks: captured in a bounded ring, decoded to a line
/// and to a tree.
package org.resilientswarm.core.traffic;
