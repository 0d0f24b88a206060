/// What `rswarm doctor` does: looks at this machine's network, at exchanges and at one peer, and
/// says in a sentence what is wrong and what to do. Checks gather facts, one after the other on the
/// caller's thread; [org.resilientswarm.app.doctor.Verdict] only thinks about them.
package org.resilientswarm.app.doctor;
