package org.resilientswarm.core;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;

/// What the current thread has allocated so far.
final class Allocation {
    /// What reading even a single byte may cost: parsers have buffers, and a session has room
    /// for the largest packet.
    static final long BASE = 4 << 20;

    /// What each byte more may cost: a CBOR list of numbers becomes a tree of nodes.
    static final int PER_BYTE = 512;

    private static final Object THREADS = ManagementFactory.getThreadMXBean();

    /// In a package that this module does not read.
    private static final Method BYTES = method();

    private Allocation() {}

    private static Method method() {
        try {
            return Class.forName("com.sun.management.ThreadMXBean")
                    .getMethod("getCurrentThreadAllocatedBytes");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static long bytes() {
        try {
            return (long) BYTES.invoke(THREADS);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
