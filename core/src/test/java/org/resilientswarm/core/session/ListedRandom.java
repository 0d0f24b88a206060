package org.resilientswarm.core.session;

import java.security.SecureRandom;
import java.util.Arrays;

/// Gives what it was told to, one value for each request: all bytes are the value.
final class ListedRandom extends SecureRandom {
    private static final long serialVersionUID = 1;

    private final int[] values;
    private int asked;

    ListedRandom(int... values) {
        this.values = values.clone();
    }

    /// Goes back to the value with this number.
    void goBackTo(int number) {
        asked = number;
    }

    @Override
    public void nextBytes(byte[] bytes) {
        Arrays.fill(bytes, (byte) values[asked++]);
    }
}
