/// The command line: one class a command, read by picocli, run on the main thread.
///
/// What a command prints, and with which status it ends, is a contract that scripts rely on: fields
/// and commands are added, never renamed or removed.
package org.resilientswarm.app.command;
