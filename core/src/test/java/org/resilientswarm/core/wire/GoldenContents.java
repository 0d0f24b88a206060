package org.resilientswarm.core.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The contents of packets that the golden vectors were made of.
final class GoldenContents {
    static final long SEQUENCE = 0x0102_0304_0506_0708L;
    static final long ACKNOWLEDGED = 0x1112_1314_1516_1718L;

    private GoldenContents() {}

    /// One frame of each type, with numbers of each width.
    static Map<String, SessionFrame> frames() {
        var frames = new LinkedHashMap<String, SessionFrame>();
        byte[] bytes = {1, 2, 3, 4, 5};
        frames.put("open", new SessionFrame.Open(63, "rpc"));
        frames.put("data", new SessionFrame.Data(64, bytes, 0, 5, false));
        frames.put("data-last", new SessionFrame.Data(16_383, bytes, 0, 5, true));
        frames.put("data-none", new SessionFrame.Data(2, bytes, 0, 0, true));
        frames.put("reset", new SessionFrame.Reset(16_384, 3));
        frames.put("credit", new SessionFrame.Credit((1 << 30) - 1, 1 << 30));
        frames.put("ping", new SessionFrame.Ping(SessionCodec.MAX_NUMBER));
        frames.put("pong", new SessionFrame.Pong(0));
        frames.put("close", new SessionFrame.Close(1, "it left the swarm"));
        return frames;
    }

    /// The content of a packet with these frames.
    static byte[] written(List<SessionFrame> frames) {
        var writer = new ContentWriter(Protocol.MAX_HOP_MESSAGE_BYTES);
        frames.forEach(frame -> write(writer, frame));
        byte[] content = writer.content();
        ContentWriter.header(content, SEQUENCE, ACKNOWLEDGED);
        return content;
    }

    private static void write(ContentWriter writer, SessionFrame frame) {
        switch (frame) {
            case SessionFrame.Open open -> writer.open(open.stream(), open.type());
            case SessionFrame.Data data -> {
                int at = writer.dataAt(data.stream());
                System.arraycopy(data.content(), data.from(), writer.array(), at, data.length());
                writer.data(data.stream(), data.length(), data.last());
            }
            case SessionFrame.Reset reset -> writer.reset(reset.stream(), reset.code());
            case SessionFrame.Credit credit -> writer.credit(credit.stream(), credit.limit());
            case SessionFrame.Ping ping -> writer.ping(ping.token());
            case SessionFrame.Pong pong -> writer.pong(pong.token());
            case SessionFrame.Close close -> writer.close(close.code(), close.reason());
            case SessionFrame.Unknown unknown ->
                    throw new IllegalArgumentException(unknown.toString());
        }
    }
}
