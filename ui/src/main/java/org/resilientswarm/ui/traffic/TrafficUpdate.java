package org.resilientswarm.ui.traffic;

import java.util.List;
import org.resilientswarm.core.model.TrafficEntry;

/// What changed in the rows since the last time.
///
/// @param anew whether the rows take the place of all
/// @param rows those to add, in order
/// @param keepFrom rows with smaller numbers are to go
/// @param status how much there is of what
record TrafficUpdate(boolean anew, List<TrafficEntry> rows, long keepFrom, TrafficStatus status) {}
