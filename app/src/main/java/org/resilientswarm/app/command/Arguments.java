package org.resilientswarm.app.command;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmConfig;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.KeyReading;
import org.resilientswarm.core.model.SwarmLink;
import picocli.CommandLine.ITypeConverter;

/// Reads the arguments of the command line that have a form of their own. What is wrong with one is
/// said by a [SwarmException], which [Failures] prints.
final class Arguments {
    private Arguments() {}

    /// A key in any form, or a link.
    static final class Link implements ITypeConverter<SwarmLink> {
        @Override
        public SwarmLink convert(String text) {
            return switch (KeyReading.of(text)) {
                case KeyReading.Valid valid -> valid.link();
                case KeyReading.Refused refused ->
                        throw new SwarmException(refused.code(), refused.message());
            };
        }
    }

    /// A key, a link, or an empty text, which stands for none.
    static final class LinkOrNothing implements ITypeConverter<SwarmLink> {
        @Override
        public @Nullable SwarmLink convert(String text) {
            return text.isEmpty() ? null : new Link().convert(text);
        }
    }

    /// `HOST:PORT` to listen on; port 0 stands for any free one.
    static final class ListenAddress implements ITypeConverter<InetSocketAddress> {
        @Override
        public InetSocketAddress convert(String text) {
            try {
                if (text.endsWith(":0")) {
                    return resolved(
                            HostPort.of(text.substring(0, text.length() - 1) + "1").host(), 0);
                }
                var address = HostPort.of(text);
                return resolved(address.host(), address.port());
            } catch (IllegalArgumentException e) {
                throw wrong(String.valueOf(e.getMessage()));
            }
        }

        private static InetSocketAddress resolved(String host, int port) {
            var address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                throw wrong("there is no host '" + host + "' to listen on");
            }
            return address;
        }
    }

    /// An exchange: `ws://HOST:PORT`, `wss://HOST:PORT`, or only `HOST:PORT`.
    static final class ExchangeUrl implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            String url = text.contains("://") ? text : "ws://" + text;
            try {
                var uri = new URI(url);
                boolean known = "ws".equals(uri.getScheme()) || "wss".equals(uri.getScheme());
                if (known && uri.getHost() != null) {
                    return uri;
                }
            } catch (URISyntaxException e) {
                throw wrong("'" + text + "' is no address of an exchange: " + e.getReason());
            }
            throw wrong("'" + text + "' is no address of an exchange, ws://HOST:PORT");
        }
    }

    /// A whole number within limits.
    abstract static class WholeNumber implements ITypeConverter<Integer> {
        private final String what;
        private final int min;
        private final int max;

        WholeNumber(String what, int min, int max) {
            this.what = what;
            this.min = min;
            this.max = max;
        }

        @Override
        public Integer convert(String text) {
            if (text.matches("-?[0-9]{1,9}")) {
                int number = Integer.parseInt(text);
                if (number >= min && number <= max) {
                    return number;
                }
            }
            throw wrong(what + " is " + min + " to " + max);
        }
    }

    /// What a node calls itself.
    static final class Name implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (text.length() > SwarmConfig.MAX_NAME_LENGTH) {
                throw wrong("a name has at most " + SwarmConfig.MAX_NAME_LENGTH + " characters");
            }
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw wrong("a name has no control characters");
            }
            return text;
        }
    }

    /// Whole megabits a second, or `off`; read as bits a second, 0 for no limit.
    static final class RelayLimit implements ITypeConverter<Long> {
        private static final long MEGABIT = 1_000_000;

        @Override
        public Long convert(String text) {
            if (text.equals("off")) {
                return 0L;
            }
            if (!text.matches("[1-9][0-9]{0,5}")) {
                throw wrong("the relay limit is a number of Mbit/s, 1 to 999999, or off");
            }
            return Long.parseLong(text) * MEGABIT;
        }
    }

    static SwarmException wrong(String message) {
        return new SwarmException(ErrorCode.COMMAND_WRONG, message);
    }
}
