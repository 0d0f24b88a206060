package org.resilientswarm.core.model;

/// Why a stream was reset. The numbers travel; they are added, never changed.
public enum ResetCode {
    /// The application does not want the stream any more.
    CANCELLED(1),
    /// Nobody over there takes streams of this type.
    NOT_TAKEN(2),
    /// A limit was reached, such as the number of open streams.
    LIMIT(3),
    /// The application over there failed while it served the stream.
    FAILED(4),
    /// The session ended; never sent.
    SESSION_LOST(5),
    /// A number that this version does not know.
    OTHER(0);

    private final int number;

    ResetCode(int number) {
        this.number = number;
    }

    /// The number that travels.
    public int number() {
        return number;
    }

    /// The code with this number, or `OTHER`.
    public static ResetCode of(long number) {
        for (ResetCode code : values()) {
            if (code.number == number) {
                return code;
            }
        }
        return OTHER;
    }
}
