/// The list of members as the own node sees them.
package org.resilientswarm.ui.peers;
