/// The local network: finds members nearby by multicast DNS, without any exchange that both know.
///
/// It only tells where a node's own exchange listens; signals then go over that.
package org.resilientswarm.core.signal.lan;
