/// A node in a terminal: what happens in a swarm becomes lines on standard output, and lines on
/// standard input become calls on the swarm.
///
/// Events are printed on the swarm's event thread, instructions are carried out on the thread that
/// reads them; replies may come from any thread.
package org.resilientswarm.app.node;
