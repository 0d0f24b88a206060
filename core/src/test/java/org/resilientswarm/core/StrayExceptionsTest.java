package org.resilientswarm.core;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StrayExceptionsTest {
    /// Not part of the tree of loggers: the watcher of this test itself must not hear of it.
    private final Logger logger =
            (Logger) LoggerFactory.getLogger("isolated." + StrayExceptionsTest.class.getName());

    private final StrayExceptions watcher = new StrayExceptions(logger);

    @BeforeEach
    void isolate() {
        logger.setAdditive(false);
    }

    @Test
    void anExceptionThatNobodyHandledIsFound() throws Exception {
        watcher.watch();
        var thread = Thread.ofPlatform().name("doomed").start(StrayExceptionsTest::fail);
        thread.join();
        assertThat(watcher.unwatch()).singleElement().asString().contains("doomed", "on purpose");
    }

    @Test
    void whatANodesHandlerReportedIsFound() {
        watcher.watch();
        logger.error("event=stray_exception thread={}", "loop", new IllegalStateException("oh"));
        assertThat(watcher.unwatch()).singleElement().asString().contains("loop", "oh");
    }

    @Test
    void anOrdinaryErrorIsNoStrayException() {
        watcher.watch();
        logger.error("event=something_else");
        assertThat(watcher.unwatch()).isEmpty();
    }

    private static void fail() {
        throw new IllegalStateException("on purpose");
    }
}
