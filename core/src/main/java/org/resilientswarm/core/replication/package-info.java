/// How every member comes to have every record: which records are taken, how new ones are passed
/// on, and how two nodes find out what they do not have in common.
///
/// Pure: takes records, messages and the time, and gives messages and orders. Owned by the
/// `swarm-loop` thread. The engine has signatures verified elsewhere and gives what is taken to the
/// store.
package org.resilientswarm.core.replication;
