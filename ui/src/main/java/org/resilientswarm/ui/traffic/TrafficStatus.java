package org.resilientswarm.ui.traffic;

/// How much there is of what.
///
/// @param captured how many frames there were since the beginning or since all were cleared
/// @param kept how many of them the filter chooses from
/// @param dropped how many were lost before the console could read them
/// @param waiting how many came since the display was paused
record TrafficStatus(long captured, int kept, long dropped, long waiting) {
    static final TrafficStatus NOTHING = new TrafficStatus(0, 0, 0, 0);

    /// How many had to make room for newer ones.
    long forgotten() {
        return captured - dropped - waiting - kept;
    }
}
