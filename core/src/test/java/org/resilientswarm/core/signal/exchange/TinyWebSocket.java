package org.resilientswarm.core.signal.exchange;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.resilientswarm.core.wire.ExchangeCodec;
import org.resilientswarm.core.wire.ExchangeMessage;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.Protocol;

/// Just enough of RFC 6455 to be a client that lies in its handshake, or an exchange that falls
/// silent: text messages in one frame, and everything else skipped.
public final class TinyWebSocket implements AutoCloseable {
    private static final int TEXT = 0x81;
    private static final int EXTENDED = 126;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final boolean client;
    private final ExchangeCodec codec = new ExchangeCodec(Protocol.MAX_EXCHANGE_MESSAGE_BYTES);

    private TinyWebSocket(Socket socket, boolean client) throws IOException {
        this.socket = socket;
        this.client = client;
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /// Dials as a client that says it dialled `host`.
    public static TinyWebSocket dial(Socket socket, String host) throws IOException {
        var dialled = new TinyWebSocket(socket, true);
        dialled.writeHead(
                "GET /v1/signal HTTP/1.1\r\nHost: "
                        + host
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==");
        dialled.readHead();
        return dialled;
    }

    /// Answers a client's handshake.
    public static TinyWebSocket accept(Socket socket) throws IOException, NoSuchAlgorithmException {
        var accepted = new TinyWebSocket(socket, false);
        String key =
                accepted.readHead()
                        .lines()
                        .filter(line -> line.startsWith("Sec-WebSocket-Key: "))
                        .map(line -> line.substring("Sec-WebSocket-Key: ".length()))
                        .findFirst()
                        .orElseThrow();
        byte[] proof =
                MessageDigest.getInstance("SHA-1")
                        .digest(
                                (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                        .getBytes(StandardCharsets.US_ASCII));
        accepted.writeHead(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: "
                        + Base64.getEncoder().encodeToString(proof));
        return accepted;
    }

    public void say(ExchangeMessage message) throws IOException {
        byte[] payload = codec.encode(message).getBytes(StandardCharsets.UTF_8);
        var frame = ByteBuffer.allocate(payload.length + 8);
        int masked = client ? 0x80 : 0;
        frame.put((byte) TEXT);
        if (payload.length < EXTENDED) {
            frame.put((byte) (payload.length | masked));
        } else {
            frame.put((byte) (EXTENDED | masked)).putShort((short) payload.length);
        }
        if (client) {
            frame.putInt(0); // A mask of zeros leaves the payload as it is.
        }
        frame.put(payload);
        out.write(frame.array(), 0, frame.position());
        out.flush();
    }

    public ExchangeMessage.FromServer hearServer() throws IOException, MalformedException {
        return codec.decodeFromServer(readText());
    }

    public ExchangeMessage.FromClient hearClient() throws IOException, MalformedException {
        return codec.decodeFromClient(readText());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String readText() throws IOException {
        while (true) {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            int length = second & 0x7f;
            if (length == EXTENDED) {
                length = in.readUnsignedShort();
            }
            byte[] mask = (second & 0x80) == 0 ? new byte[4] : in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            if (first == TEXT) {
                return new String(payload, StandardCharsets.UTF_8);
            }
        }
    }

    private void writeHead(String head) throws IOException {
        out.write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private String readHead() throws IOException {
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException(head.toString());
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
