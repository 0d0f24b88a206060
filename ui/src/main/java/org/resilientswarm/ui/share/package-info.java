/// What to send others so that they can join.
package org.resilientswarm.ui.share;
