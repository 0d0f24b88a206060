package org.resilientswarm.core.exchange;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.Registration;

/// Whether a registration was meant for this exchange, so that what a client signed for another
/// one, which passes it on, is refused here.
///
/// With public names the client must have dialled one of them. Without, it must have dialled what
/// its handshake says in `Host`; and as whoever relays can say there what it likes, that host must
/// fit this machine as far as this machine can tell: where it is an address of this machine the
/// port must be this exchange's, and where this machine is reached at a public address the host
/// must be an address of this machine. Behind a proxy or a port mapping, name the public names.
final class AuthorityCheck {
    /// What is known of a connection.
    ///
    /// @param host the `Host` header
    /// @param secure whether the connection is TLS
    /// @param local the exchange's own end of it
    record Arrival(String host, boolean secure, InetAddress local) {}

    private final Set<String> publicNames = new LinkedHashSet<>();
    private final IntSupplier port;
    private final HostResolver resolver;
    private final Predicate<InetAddress> isOfThisMachine;

    /// @param publicNames under which clients may have dialled; none for those that fit
    /// @param port the port on which the exchange listens
    /// @param resolver finds the addresses of a host
    /// @param isOfThisMachine whether an address is one of this machine's
    AuthorityCheck(
            List<String> publicNames,
            IntSupplier port,
            HostResolver resolver,
            Predicate<InetAddress> isOfThisMachine) {
        publicNames.forEach(name -> this.publicNames.add(name.toLowerCase(Locale.ROOT)));
        this.port = port;
        this.resolver = resolver;
        this.isOfThisMachine = isOfThisMachine;
    }

    /// Checks the proof of a registration.
    ///
    /// @throws MalformedException `REGISTRATION_REPLAYED` when it was made for another nonce or for
    ///     another exchange
    void check(Arrival arrival, PublicKey key, byte[] nonce, byte[] signature)
            throws MalformedException {
        for (String authority : acceptable(arrival)) {
            if (Registration.verify(key, nonce, authority, signature)) {
                if (publicNames.isEmpty()) {
                    checkMachine(HostPort.of(authority), arrival);
                }
                return;
            }
        }
        throw replayed("the signature is for another connection or another exchange");
    }

    /// Whether an address is one of this machine's.
    static boolean ofThisMachine(InetAddress address) {
        if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
            return true;
        }
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    private List<String> acceptable(Arrival arrival) throws MalformedException {
        if (!publicNames.isEmpty()) {
            return List.copyOf(publicNames);
        }
        var authorities = new ArrayList<String>();
        String host = arrival.host().toLowerCase(Locale.ROOT);
        try {
            if (host.matches(".*:[0-9]+")) {
                authorities.add(HostPort.of(host).toString());
            } else if (arrival.secure()) {
                authorities.add(HostPort.of(host + ":443").toString());
            } else {
                authorities.add(HostPort.of(host + ":80").toString());
            }
        } catch (IllegalArgumentException e) {
            throw new MalformedException(
                    ErrorCode.MESSAGE_MALFORMED, "a handshake with a malformed Host", e);
        }
        return authorities;
    }

    private void checkMachine(HostPort authority, Arrival arrival) throws MalformedException {
        List<InetAddress> addresses = resolver.resolve(authority.host());
        if (addresses.stream().anyMatch(isOfThisMachine)) {
            if (authority.port() != port.getAsInt()) {
                throw replayed(
                        "it was made for "
                                + authority
                                + ", and this exchange listens on port "
                                + port.getAsInt());
            }
        } else if (!addresses.isEmpty() && isPublic(arrival.local())) {
            throw replayed("it was made for " + authority + ", which is not this machine");
        }
    }

    /// Whether an address is reachable without translation.
    private static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = address instanceof Inet6Address && (bytes[0] & 0xfe) == 0xfc;
        boolean carrierNat = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 0x40;
        return !address.isLoopbackAddress()
                && !address.isAnyLocalAddress()
                && !address.isLinkLocalAddress()
                && !address.isSiteLocalAddress()
                && !uniqueLocal
                && !carrierNat;
    }

    private static MalformedException replayed(String reason) {
        return new MalformedException(
                ErrorCode.REGISTRATION_REPLAYED, "a registration that is not for here: " + reason);
    }
}
