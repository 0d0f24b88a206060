/// The program's main class and its command line.
package org.resilientswarm.app;
