package org.resilientswarm.ui.bridge;

import org.resilientswarm.core.model.PublicKey;

/// A member in the graph.
///
/// @param key its public key
/// @param label its name, or the short form of its key
/// @param here whether it runs in this console
/// @param self whether it is the node that the console speaks for
/// @param state how it looks from the nodes of this console
public record NodeView(PublicKey key, String label, boolean here, boolean self, NodeState state) {}
