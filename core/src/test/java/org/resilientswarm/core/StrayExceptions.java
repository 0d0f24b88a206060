package org.resilientswarm.core;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/// Fails a test during which an exception escaped from a thread: one that nobody handled, or one
/// that the handler of a node's threads reported. Registered for every test of this module.
public final class StrayExceptions implements BeforeEachCallback, AfterEachCallback {
    private static final String REPORT = "event=stray_exception";

    private final List<String> stray = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> reports =
            new AppenderBase<>() {
                @Override
                protected void append(ILoggingEvent event) {
                    boolean error = event.getLevel().isGreaterOrEqual(Level.ERROR);
                    if (error && event.getMessage().contains(REPORT)) {
                        stray.add(event.getFormattedMessage() + ": " + text(event));
                    }
                }
            };

    private final Logger logger;
    private Thread.@Nullable UncaughtExceptionHandler before;

    /// Will watch everything that is logged.
    public StrayExceptions() {
        this((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME));
    }

    StrayExceptions(Logger logger) {
        this.logger = logger;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        watch();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<String> found = unwatch();
        if (!found.isEmpty()) {
            throw new AssertionError("exceptions escaped from threads: " + found);
        }
    }

    void watch() {
        stray.clear();
        before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, thrown) -> stray.add("thread " + thread.getName() + ": " + thrown));
        reports.start();
        logger.addAppender(reports);
    }

    List<String> unwatch() {
        logger.detachAppender(reports);
        reports.stop();
        Thread.setDefaultUncaughtExceptionHandler(before);
        return List.copyOf(stray);
    }

    private static String text(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        return thrown == null ? "no cause" : thrown.getClassName() + " " + thrown.getMessage();
    }
}
