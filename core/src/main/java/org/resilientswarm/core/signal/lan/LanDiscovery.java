package org.resilientswarm.core.signal.lan;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.KeyReading;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.signal.SignalInput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Announces this node's own exchange on the local network (DNS-SD, RFC 6763) and finds others.
///
/// The service is [#SERVICE]; its text record has `v`, the version of this form, and `k`, the key
/// in its text form. Whoever is found proves nothing: only the call that follows does.
///
/// The library blocks and has threads of its own, so it is started and stopped on a thread that is
/// handed in; the sink is called on the library's threads. Safe on every thread.
public final class LanDiscovery implements AutoCloseable {
    /// The type of the service.
    public static final String SERVICE = "_rswarm._tcp.local.";

    /// The name of this route in what it tells.
    public static final String ROUTE = "lan";

    private static final Logger LOG = LoggerFactory.getLogger(LanDiscovery.class);
    private static final String VERSION = "1";

    /// More nodes than a network of people has; beyond, whoever floods the network is ignored.
    private static final int MAX_FOUND = 1024;

    /// Hears what the search brings.
    public interface Observer {
        /// A member was found; once for each key and address, until it leaves.
        void onFound(SignalInput.LanMemberFound found);

        /// The search does not work on one of the addresses, or at all.
        ///
        /// @param reason why, in words
        void onUnavailable(String reason);
    }

    private final PublicKey own;
    private final int exchangePort;
    private final Executor threads;
    private final Observer observer;

    /// Guards all below, and is held while the observer is called.
    private final Object lock = new Object();

    private final List<JmDNS> started = new ArrayList<>();

    /// What was told, by the service's name.
    private final Map<String, SignalInput.LanMemberFound> found = new HashMap<>();

    private boolean closed;

    /// Begins to announce and to search.
    ///
    /// @param own this node's key
    /// @param exchangePort where this node's own exchange listens, or 0 to search only
    /// @param addresses this machine's addresses on the networks to search
    /// @param threads has a thread for what blocks
    /// @param observer hears what happens; must not block
    public LanDiscovery(
            PublicKey own,
            int exchangePort,
            List<InetAddress> addresses,
            Executor threads,
            Observer observer) {
        this.own = own;
        this.exchangePort = exchangePort;
        this.threads = threads;
        this.observer = observer;
        if (addresses.isEmpty()) {
            threads.execute(() -> unavailable("this machine has no address on a local network"));
        }
        addresses.forEach(address -> threads.execute(() -> start(address)));
    }

    /// Says goodbye on the network and stops, in the background. Nothing is told afterwards.
    @Override
    public void close() {
        List<JmDNS> ending;
        synchronized (lock) {
            closed = true;
            ending = List.copyOf(started);
            started.clear();
        }
        ending.forEach(responder -> threads.execute(() -> stop(responder)));
    }

    private void start(InetAddress address) {
        JmDNS responder;
        try {
            responder = JmDNS.create(address, own.shortText());
        } catch (IOException e) {
            unavailable("no multicast on " + address.getHostAddress() + ": " + e.getMessage());
            return;
        }
        synchronized (lock) {
            if (!closed) {
                started.add(responder);
            }
        }
        if (isClosed()) {
            stop(responder);
            return;
        }
        try {
            responder.addServiceListener(SERVICE, new Listener());
            if (exchangePort != 0) {
                responder.registerService(announcement());
            }
        } catch (IOException e) {
            unavailable("cannot announce on " + address.getHostAddress() + ": " + e.getMessage());
        }
    }

    private ServiceInfo announcement() {
        return ServiceInfo.create(
                SERVICE,
                own.shortText(),
                exchangePort,
                0,
                0,
                Map.of("v", VERSION, "k", own.text()));
    }

    private static void stop(JmDNS responder) {
        try {
            responder.close();
        } catch (IOException e) {
            LOG.info("lan stop error={}", e.toString());
        }
    }

    private void unavailable(String reason) {
        synchronized (lock) {
            if (!closed) {
                observer.onUnavailable(reason);
            }
        }
    }

    private boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    private void resolved(String name, ServiceInfo info) {
        Optional<SignalInput.LanMemberFound> read = read(info);
        if (read.isEmpty()) {
            return;
        }
        SignalInput.LanMemberFound member = read.get();
        synchronized (lock) {
            boolean room = found.size() < MAX_FOUND || found.containsKey(name);
            if (!closed && room && !member.equals(found.put(name, member))) {
                observer.onFound(member);
            }
        }
    }

    private void removed(String name) {
        synchronized (lock) {
            found.remove(name);
        }
    }

    private Optional<SignalInput.LanMemberFound> read(ServiceInfo info) {
        String text = info.getPropertyString("k");
        Optional<InetAddress> address = address(info);
        boolean known = VERSION.equals(info.getPropertyString("v"));
        if (!known || text == null || address.isEmpty() || info.getPort() == 0) {
            return Optional.empty();
        }
        if (!(KeyReading.of(text) instanceof KeyReading.Valid valid) || valid.key().equals(own)) {
            return Optional.empty();
        }
        var exchange = new HostPort(address.get().getHostAddress(), info.getPort());
        return Optional.of(new SignalInput.LanMemberFound(ROUTE, valid.key(), exchange));
    }

    /// An IPv4 address if there is one; an IPv6 one of link scope is of no use without its
    /// interface.
    private static Optional<InetAddress> address(ServiceInfo info) {
        List<InetAddress> usable =
                Arrays.stream(info.getInetAddresses())
                        .filter(a -> a instanceof Inet4Address || !a.isLinkLocalAddress())
                        .toList();
        return usable.stream()
                .filter(Inet4Address.class::isInstance)
                .findFirst()
                .or(() -> usable.stream().findFirst());
    }

    private final class Listener implements ServiceListener {
        @Override
        public void serviceAdded(ServiceEvent event) {
            // What it is comes with `serviceResolved`, when it is asked for.
            event.getDNS().requestServiceInfo(event.getType(), event.getName());
        }

        @Override
        public void serviceRemoved(ServiceEvent event) {
            removed(event.getName());
        }

        @Override
        public void serviceResolved(ServiceEvent event) {
            resolved(event.getName(), event.getInfo());
        }
    }
}
