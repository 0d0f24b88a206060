package org.resilientswarm.core.exchange;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks the machine's resolver, on threads of its own (a native call, which would hold up the
/// carrier of a virtual thread), and waits for a short while only.
final class BoundedResolver implements HostResolver {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ExecutorService threads;

    BoundedResolver(ExecutorService threads) {
        this.threads = threads;
    }

    @Override
    public List<InetAddress> resolve(String host) {
        if (host.toLowerCase(Locale.ROOT).equals("localhost")) {
            return List.of(InetAddress.getLoopbackAddress());
        }
        try {
            return List.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException notALiteral) {
            return ask(host);
        }
    }

    private List<InetAddress> ask(String host) {
        Future<List<InetAddress>> answer;
        try {
            answer = threads.submit(() -> lookUp(host));
        } catch (RejectedExecutionException closing) {
            return List.of();
        }
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException noAnswer) {
            answer.cancel(false);
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static List<InetAddress> lookUp(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            return List.of();
        }
    }
}
