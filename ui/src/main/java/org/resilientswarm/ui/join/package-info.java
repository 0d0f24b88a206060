/// The first page: start a demo, join a swarm, create one.
package org.resilientswarm.ui.join;
