/// Immutable values that everybody may hold: keys, links, qualities, paths and the snapshot of a
/// swarm.
///
/// Only records, enums and sealed interfaces live here. They are safe on every thread and depend on
/// nothing else of this module.
package org.resilientswarm.core.model;
