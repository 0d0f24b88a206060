/// What a node keeps for its next life, in SQLite: the only code that knows SQL.
///
/// The engine hands changes in and is told when they are safe. One thread (`swarm-store`) writes,
/// in transactions of whatever waits; another (`swarm-browse`) reads. Schema steps are numbered SQL
/// files. Without a file everything is kept in memory, with the same rules.
package org.resilientswarm.core.store;
