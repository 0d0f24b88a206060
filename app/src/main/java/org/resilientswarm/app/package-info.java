/// Where the program begins, and how it ends. [org.resilientswarm.app.Main] runs on the main thread
/// and hands over to the command that the arguments name.
package org.resilientswarm.app;
