package org.resilientswarm.core.simulation;

import java.util.List;
import org.resilientswarm.core.link.Channel;
import org.resilientswarm.core.link.Transport;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.wire.Candidate;
import org.resilientswarm.core.wire.Description;
import org.resilientswarm.core.wire.HopCodec;
import org.resilientswarm.core.wire.HopFrame;
import org.resilientswarm.core.wire.MalformedException;

/// The links of a relay that treats the packets of others as it likes, and is honest otherwise.
public final class Meddler implements Transport {
    /// What it does with a packet that it should pass on.
    public interface Trick {
        /// Treats a packet.
        ///
        /// @param onwards sends a message on
        void pass(Channel channel, byte[] message, Onwards onwards);
    }

    /// Sends a message on over the link that it is for.
    public interface Onwards {
        /// Sends it.
        void send(Channel channel, byte[] message);
    }

    private final Transport links;
    private final Trick trick;

    /// @param links honest ones
    public Meddler(Transport links, Trick trick) {
        this.links = links;
        this.trick = trick;
    }

    @Override
    public void send(long link, Channel channel, byte[] message) {
        if (isOfCircuit(message)) {
            trick.pass(channel, message, (on, what) -> links.send(link, on, what));
        } else {
            links.send(link, channel, message);
        }
    }

    private static boolean isOfCircuit(byte[] message) {
        try {
            return HopCodec.decode(message).getFirst() instanceof HopFrame.Packet packet
                    && packet.circuit() != 0;
        } catch (MalformedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void offer(long link) {
        links.offer(link);
    }

    @Override
    public void accept(long link, Description offer) {
        links.accept(link, offer);
    }

    @Override
    public void complete(long link, Description answer) {
        links.complete(link, answer);
    }

    @Override
    public void addCandidates(long link, List<Candidate> candidates) {
        links.addCandidates(link, candidates);
    }

    @Override
    public void useStun(HostPort server) {
        links.useStun(server);
    }

    @Override
    public void close(long link) {
        links.close(link);
    }

    @Override
    public void close() {
        links.close();
    }
}
