package org.resilientswarm.core.exchange;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/// STUN binding requests and their answers (RFC 8489).
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |0 0|     message type          |  length without this header   |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                     magic cookie 0x2112A442                   |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                  transaction id (96 bits)                     |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
///
/// @param transaction the 12 bytes that the answer repeats
/// @param fingerprint whether the request had a (right) FINGERPRINT, and the answer has one too
/// @param unknown the attributes that the request demands to be understood, and that are not
record StunMessage(byte[] transaction, boolean fingerprint, List<Integer> unknown) {
    static final int HEADER_BYTES = 20;
    static final int TRANSACTION_BYTES = 12;

    private static final int BINDING_REQUEST = 0x0001;
    private static final int BINDING_SUCCESS = 0x0101;
    private static final int BINDING_ERROR = 0x0111;
    private static final int MAGIC_COOKIE = 0x2112_A442;
    private static final int XOR_MAPPED_ADDRESS = 0x0020;
    private static final int ERROR_CODE = 0x0009;
    private static final int UNKNOWN_ATTRIBUTES = 0x000A;
    private static final int FINGERPRINT = 0x8028;
    private static final int FINGERPRINT_XOR = 0x5354_554E;
    private static final int FIRST_OPTIONAL = 0x8000;

    /// Attributes that may stand in a binding request and that an answer without authentication
    /// ignores: USERNAME, MESSAGE-INTEGRITY, REALM, NONCE, MESSAGE-INTEGRITY-SHA256, PRIORITY,
    /// USE-CANDIDATE.
    private static final List<Integer> IGNORED =
            List.of(0x0006, 0x0008, 0x0014, 0x0015, 0x001C, 0x0024, 0x0025);

    /// A bare binding request.
    static byte[] request(byte[] transaction) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .putShort((short) BINDING_REQUEST)
                .putShort((short) 0)
                .putInt(MAGIC_COOKIE)
                .put(transaction)
                .array();
    }

    /// Reads the address from the answer to a request, or gives nothing for whatever else arrives.
    /// Attributes but XOR-MAPPED-ADDRESS are passed over.
    static Optional<InetSocketAddress> readAnswer(ByteBuffer datagram, byte[] transaction) {
        if (datagram.remaining() < HEADER_BYTES) {
            return Optional.empty();
        }
        ByteBuffer in = datagram.slice();
        int type = in.getShort() & 0xFFFF;
        int body = in.getShort() & 0xFFFF;
        byte[] answered = new byte[TRANSACTION_BYTES];
        boolean same = in.getInt() == MAGIC_COOKIE;
        in.get(answered);
        if (type != BINDING_SUCCESS
                || !same
                || body != in.remaining()
                || !Arrays.equals(answered, transaction)) {
            return Optional.empty();
        }
        while (in.remaining() >= 4) {
            int attribute = in.getShort() & 0xFFFF;
            int length = in.getShort() & 0xFFFF;
            int padded = (length + 3) & ~3;
            if (padded > in.remaining()) {
                return Optional.empty();
            }
            if (attribute == XOR_MAPPED_ADDRESS) {
                return mapped(in.slice(in.position(), length), transaction);
            }
            in.position(in.position() + padded);
        }
        return Optional.empty();
    }

    private static Optional<InetSocketAddress> mapped(ByteBuffer in, byte[] transaction) {
        int length = in.remaining() - 4;
        if (length != 4 && length != 16) {
            return Optional.empty();
        }
        int family = in.getShort() & 0xFF;
        int port = (in.getShort() & 0xFFFF) ^ (MAGIC_COOKIE >>> 16);
        if (family != (length == 4 ? 1 : 2) || port == 0) {
            return Optional.empty();
        }
        byte[] address = new byte[length];
        in.get(address);
        mask(address, transaction);
        try {
            return Optional.of(new InetSocketAddress(InetAddress.getByAddress(address), port));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + length + " bytes", e);
        }
    }

    private static void mask(byte[] address, byte[] transaction) {
        byte[] mask = ByteBuffer.allocate(16).putInt(MAGIC_COOKIE).put(transaction).array();
        for (int i = 0; i < address.length; i++) {
            address[i] ^= mask[i];
        }
    }

    /// Reads a binding request, or gives nothing for whatever else arrives.
    static Optional<StunMessage> readRequest(ByteBuffer datagram) {
        int length = datagram.remaining();
        if (length < HEADER_BYTES || length % 4 != 0) {
            return Optional.empty();
        }
        ByteBuffer in = datagram.slice();
        int type = in.getShort() & 0xFFFF;
        int body = in.getShort() & 0xFFFF;
        if (type != BINDING_REQUEST
                || in.getInt() != MAGIC_COOKIE
                || body != length - HEADER_BYTES) {
            return Optional.empty();
        }
        byte[] transaction = new byte[TRANSACTION_BYTES];
        in.get(transaction);
        return readAttributes(in, datagram, transaction);
    }

    /// The answer to this request: the address it came from, or what was not understood.
    byte[] answer(InetSocketAddress from) {
        byte[] attribute = unknown.isEmpty() ? xorMapped(from) : refusal();
        int bodyLength = attribute.length + (fingerprint ? 8 : 0);
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + bodyLength);
        out.putShort((short) (unknown.isEmpty() ? BINDING_SUCCESS : BINDING_ERROR));
        out.putShort((short) bodyLength).putInt(MAGIC_COOKIE).put(transaction).put(attribute);
        if (fingerprint) {
            int crc = crc(out.array(), out.position());
            out.putShort((short) FINGERPRINT).putShort((short) 4).putInt(crc);
        }
        return out.array();
    }

    private static Optional<StunMessage> readAttributes(
            ByteBuffer in, ByteBuffer datagram, byte[] transaction) {
        var unknown = new ArrayList<Integer>();
        boolean fingerprint = false;
        while (in.hasRemaining()) {
            int start = in.position();
            int type = in.getShort() & 0xFFFF;
            int length = in.getShort() & 0xFFFF;
            int padded = (length + 3) & ~3;
            if (fingerprint || padded > in.remaining()) {
                return Optional.empty();
            }
            if (type == FINGERPRINT) {
                byte[] before = new byte[start];
                datagram.slice().get(before);
                fingerprint = length == 4 && in.getInt(in.position()) == crc(before, start);
                if (!fingerprint) {
                    return Optional.empty();
                }
            } else if (type < FIRST_OPTIONAL && !IGNORED.contains(type)) {
                unknown.add(type);
            }
            in.position(in.position() + padded);
        }
        return Optional.of(new StunMessage(transaction, fingerprint, unknown));
    }

    private byte[] xorMapped(InetSocketAddress from) {
        InetAddress address = from.getAddress();
        byte[] bytes = address.getAddress();
        mask(bytes, transaction);
        return ByteBuffer.allocate(8 + bytes.length)
                .putShort((short) XOR_MAPPED_ADDRESS)
                .putShort((short) (4 + bytes.length))
                .putShort((short) (bytes.length == 4 ? 1 : 2))
                .putShort((short) (from.getPort() ^ (MAGIC_COOKIE >>> 16)))
                .put(bytes)
                .array();
    }

    private byte[] refusal() {
        int listLength = 2 * unknown.size();
        int padded = (listLength + 3) & ~3;
        ByteBuffer out = ByteBuffer.allocate(8 + 4 + padded);
        out.putShort((short) ERROR_CODE).putShort((short) 4).putInt(4 << 8 | 20);
        out.putShort((short) UNKNOWN_ATTRIBUTES).putShort((short) listLength);
        unknown.forEach(type -> out.putShort((short) (int) type));
        return out.array();
    }

    /// The CRC-32 of the message up to the FINGERPRINT; its header's length counts that in already.
    private static int crc(byte[] bytes, int length) {
        var crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue() ^ FINGERPRINT_XOR;
    }
}
