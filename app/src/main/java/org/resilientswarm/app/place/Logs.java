package org.resilientswarm.app.place;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log, in `key=value` form: warnings on standard error, and more in a file of the data folder.
/// Nothing ever goes to standard output, which belongs to the command.
public final class Logs {
    private static final String PATTERN =
            "time=%d{\"yyyy-MM-dd'T'HH:mm:ss.SSSXXX\"} level=%level thread=%thread logger=%logger{0}"
                    + " message=\"%msg\" %kvp%n%ex";
    private static final FileSize FILE_SIZE = FileSize.valueOf("4MB");
    private static final int OLD_FILES = 3;

    private Logs() {}

    /// Sends warnings to standard error, and nothing anywhere else. To be called first of all.
    public static void toStandardError() {
        // SLF4J would open every jar to find it.
        System.setProperty("slf4j.provider", LogProvider.class.getName());
        System.setProperty("slf4j.internal.verbosity", "WARN");
        var context = context();
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setTarget("System.err");
        var filter = new ThresholdFilter();
        filter.setLevel(Level.WARN.levelStr);
        filter.start();
        appender.addFilter(filter);
        start(appender, context);
        root(context).setLevel(Level.WARN);
    }

    /// Keeps a log in this folder as well, in at most four files of 4 MB.
    public static void alsoTo(Path folder) {
        var context = context();
        Path file = folder.resolve("rswarm.log");
        var appender = new RollingFileAppender<ILoggingEvent>();
        appender.setFile(file.toString());

        var rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(file + ".%i");
        rolling.setMinIndex(1);
        rolling.setMaxIndex(OLD_FILES);
        rolling.start();
        appender.setRollingPolicy(rolling);

        var trigger = new SizeBasedTriggeringPolicy<ILoggingEvent>();
        trigger.setContext(context);
        trigger.setMaxFileSize(FILE_SIZE);
        trigger.start();
        appender.setTriggeringPolicy(trigger);

        start(appender, context);
        context.getLogger("org.resilientswarm").setLevel(Level.INFO);
    }

    private static void start(OutputStreamAppender<ILoggingEvent> appender, LoggerContext context) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(PATTERN);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        root(context).addAppender(appender);
    }

    private static ch.qos.logback.classic.Logger root(LoggerContext context) {
        return context.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
