package org.resilientswarm.app.command;

import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Says in one line on standard error why a command ends: `rswarm: CODE sentence`.
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final Terminal terminal;

    Failures(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        String help = wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help";
        // Only what this program says itself: picocli would repeat the argument, which may be a
        // private key that was pasted by mistake.
        if (wrong.getCause() instanceof SwarmException known) {
            say(known.code(), known.getMessage());
        } else {
            say(ErrorCode.COMMAND_WRONG, firstLine(wrong.getMessage()) + " (see " + help + ")");
        }
        return WRONG_USAGE;
    }

    @Override
    public int handleExecutionException(
            Exception failure, CommandLine commandLine, @Nullable ParseResult parsed) {
        if (failure instanceof SwarmException known) {
            say(known.code(), known.getMessage());
        } else {
            LOG.error("the command failed", failure);
            say(ErrorCode.INTERNAL, "an error in this program: " + failure);
        }
        return FAILED;
    }

    private void say(ErrorCode code, String sentence) {
        terminal.err().println("rswarm: " + code + " " + sentence);
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "wrong usage" : message.lines().findFirst().orElse("");
    }
}
