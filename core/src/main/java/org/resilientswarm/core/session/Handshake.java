package org.resilientswarm.core.session;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.MalformedException;

/// One side of a Noise XX handshake with ML-KEM-768 joined in. Owned by the `swarm-loop` thread.
///
/// Three messages, each of one length: the caller's with an ephemeral key, the answer, and the
/// caller's proof. See docs/protocol.md, Sessions.
public final class Handshake {
    /// The length of the caller's first message in bytes.
    public static final int FIRST_BYTES = NoiseXx.FIRST_OVERHEAD;

    /// The length of the answer in bytes.
    public static final int SECOND_BYTES = NoiseXx.SECOND_OVERHEAD + HandshakePayload.CALLED_BYTES;

    /// The length of the caller's second message in bytes.
    public static final int THIRD_BYTES = NoiseXx.THIRD_OVERHEAD + HandshakePayload.CALLER_BYTES;

    private enum Step {
        TO_CALL,
        AWAITING_FIRST,
        AWAITING_SECOND,
        AWAITING_THIRD,
        DONE,
        FAILED
    }

    private final HandshakeIdentity own;
    private final PublicKey peer;
    private final NoiseXx noise;
    private final byte[] random;
    private @Nullable KeyEncapsulation encapsulation;
    private @Nullable SessionKeys keys;
    private Step step;

    private Handshake(HandshakeIdentity own, PublicKey peer, NoiseXx noise, Step step) {
        this.own = own;
        this.peer = peer;
        this.noise = noise;
        this.random = own.secret();
        this.step = step;
    }

    /// Begins as the side that calls.
    public static Handshake initiate(HandshakeIdentity own, PublicKey peer) {
        return new Handshake(own, peer, NoiseXx.call(own, peer), Step.TO_CALL);
    }

    /// Begins as the side that is called.
    public static Handshake respond(HandshakeIdentity own, PublicKey peer) {
        return new Handshake(own, peer, NoiseXx.beCalled(own, peer), Step.AWAITING_FIRST);
    }

    /// The caller's first message.
    ///
    /// @throws IllegalStateException when this side is called, or has called already
    public byte[] first() {
        if (step != Step.TO_CALL) {
            throw new IllegalStateException(step.toString());
        }
        step = Step.AWAITING_SECOND;
        return noise.write(new byte[0], NoiseXx.FIRST_OVERHEAD);
    }

    /// Takes the far side's message.
    ///
    /// @param message holds the Noise message from `at` to its end
    /// @return the answer, or null when none is due
    /// @throws MalformedException `HANDSHAKE_FAILED` when it is out of order, damaged, or somebody
    ///     else's; the handshake is of no use any more, unless it was done before
    public byte @Nullable [] take(byte[] message, int at) throws MalformedException {
        return take(message, at, message.length);
    }

    /// Takes the far side's message as above, from `at` to `end`.
    ///
    /// @return the answer, or null when none is due
    /// @throws MalformedException as above
    public byte @Nullable [] take(byte[] message, int at, int end) throws MalformedException {
        Step expected = step;
        if (expected != Step.DONE) {
            step = Step.FAILED;
        }
        try {
            return switch (expected) {
                case AWAITING_FIRST -> answer(message, at, end);
                case AWAITING_SECOND -> prove(message, at, end);
                case AWAITING_THIRD -> conclude(message, at, end);
                case TO_CALL, DONE, FAILED -> throw failed("a handshake message out of order");
            };
        } finally {
            if (step == Step.FAILED) {
                destroy();
            }
        }
    }

    private byte[] answer(byte[] first, int at, int end) throws MalformedException {
        requireLength(end - at, FIRST_BYTES);
        noise.readWithEphemeral(first, at, end, new byte[0]);
        encapsulation = new KeyEncapsulation(own.random());
        byte[] answer = write(encapsulation.publicKey(), NoiseXx.SECOND_OVERHEAD);
        step = Step.AWAITING_THIRD;
        return answer;
    }

    private byte[] prove(byte[] second, int at, int end) throws MalformedException {
        requireLength(end - at, SECOND_BYTES);
        byte[] payload = new byte[HandshakePayload.CALLED_BYTES];
        noise.readWithEphemeral(second, at, end, payload);
        var theirs = verified(payload);
        var made = KeyEncapsulation.encapsulate(theirs.encapsulation(), own.random());
        byte[] proof = write(made.ciphertext(), NoiseXx.THIRD_OVERHEAD);
        finish(random, theirs.random(), made.secret(), true);
        return proof;
    }

    private byte @Nullable [] conclude(byte[] third, int at, int end) throws MalformedException {
        requireLength(end - at, THIRD_BYTES);
        byte[] payload = new byte[HandshakePayload.CALLER_BYTES];
        noise.read(third, at, end, payload);
        var theirs = verified(payload);
        if (encapsulation == null) {
            throw new IllegalStateException("a proof without an answer");
        }
        byte[] shared = encapsulation.decapsulate(theirs.encapsulation());
        finish(theirs.random(), random, shared, false);
        return null;
    }

    private static void requireLength(int length, int expected) throws MalformedException {
        if (length != expected) {
            throw failed(
                    "a handshake message of %d bytes in place of %d".formatted(length, expected));
        }
    }

    private byte[] write(byte[] encapsulated, int overhead) {
        byte[] payload =
                new HandshakePayload(own.publicKey(), own.signature(), random, encapsulated)
                        .encode();
        byte[] message = noise.write(payload, overhead);
        Arrays.fill(payload, (byte) 0);
        return message;
    }

    private HandshakePayload verified(byte[] payload) throws MalformedException {
        var theirs = HandshakePayload.decode(payload);
        Arrays.fill(payload, (byte) 0);
        theirs.requireFrom(peer, noise.farStaticKey());
        return theirs;
    }

    private void finish(byte[] callers, byte[] calleds, byte[] shared, boolean caller) {
        var outcome = noise.finish();
        var secrets = List.of(callers, calleds, shared, outcome.secret());
        keys = KeySchedule.first(outcome.hash(), secrets, caller);
        secrets.forEach(secret -> Arrays.fill(secret, (byte) 0));
        step = Step.DONE;
        destroy();
    }

    /// Forgets all secrets but the traffic keys. What is given up half way ends with this.
    public void destroy() {
        if (step != Step.DONE) {
            step = Step.FAILED;
        }
        noise.destroy();
        Arrays.fill(random, (byte) 0);
        if (encapsulation != null) {
            encapsulation.destroy();
            encapsulation = null;
        }
    }

    /// The traffic keys, or null while the handshake is under way.
    public @Nullable SessionKeys keys() {
        return keys;
    }

    private static MalformedException failed(String why) {
        return new MalformedException(ErrorCode.HANDSHAKE_FAILED, why);
    }
}
