/// The only writer of standard output. Everything printed is a
/// [org.resilientswarm.app.output.Report], as a JSON line for programs or as a sentence for people.
/// Safe on every thread.
package org.resilientswarm.app.output;
