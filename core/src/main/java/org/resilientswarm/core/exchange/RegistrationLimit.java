package org.resilientswarm.core.exchange;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;

/// How often one address may register. Safe on every thread.
///
/// An IPv6 address counts by its first 64 bits, which one subscriber has to itself. Loopback is not
/// limited: from there come the programs of this machine's owner and a proxy's clients, whom the
/// proxy has to limit.
final class RegistrationLimit {
    private static final int MAX_ADDRESSES = 10_000;

    private final int perMinute;
    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder()
                    .expireAfterAccess(Duration.ofMinutes(2))
                    .maximumSize(MAX_ADDRESSES)
                    .executor(Runnable::run)
                    .build();

    RegistrationLimit(int perMinute) {
        this.perMinute = perMinute;
    }

    /// Counts a registration, unless there are too many.
    boolean tryRegister(InetAddress address) {
        return address.isLoopbackAddress()
                || buckets.get(subscriber(address), _ -> bucket()).tryConsume(1);
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(
                        limit ->
                                limit.capacity(perMinute)
                                        .refillGreedy(perMinute, Duration.ofMinutes(1)))
                .build();
    }

    private static String subscriber(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of()
                .formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
    }
}
