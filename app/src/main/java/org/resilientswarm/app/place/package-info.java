/// Where the program keeps its files on this machine: the data folder, its lock, and the log in it.
/// Called once at the start, on the main thread.
package org.resilientswarm.app.place;
