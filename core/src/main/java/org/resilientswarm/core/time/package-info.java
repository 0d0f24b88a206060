/// The only reader of the system clock. The engine takes the time from [Clock]; tests and the
/// simulation hand in their own.
package org.resilientswarm.core.time;
