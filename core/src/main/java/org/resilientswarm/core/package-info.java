/// The front door. [org.resilientswarm.core.Swarms#open] is where a program begins.
package org.resilientswarm.core;
