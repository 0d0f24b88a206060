package org.resilientswarm.core.api;

/// Ends a listener's calls when closed. A call that is under way on another thread is not waited
/// for.
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
