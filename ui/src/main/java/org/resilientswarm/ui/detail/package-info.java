/// The drawer with everything known of the selected member.
package org.resilientswarm.ui.detail;
