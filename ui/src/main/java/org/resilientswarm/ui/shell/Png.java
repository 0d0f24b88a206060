package org.resilientswarm.ui.shell;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/// A picture of colours with transparency in the PNG format (RFC 2083), written without AWT.
///
/// @param width in pixels
/// @param height in pixels
/// @param argb the pixels, row by row from the top
record Png(int width, int height, int[] argb) {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int BITS_PER_CHANNEL = 8;
    private static final int COLOUR_WITH_ALPHA = 6;

    void write(OutputStream file) throws IOException {
        var out = new DataOutputStream(file);
        out.write(SIGNATURE);
        chunk(out, "IHDR", header());
        chunk(out, "IDAT", pixels());
        chunk(out, "IEND", new byte[0]);
        out.flush();
    }

    private byte[] header() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeInt(width);
        out.writeInt(height);
        out.writeByte(BITS_PER_CHANNEL);
        out.writeByte(COLOUR_WITH_ALPHA);
        out.write(new byte[3]);
        return bytes.toByteArray();
    }

    private byte[] pixels() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
            for (int y = 0; y < height; y++) {
                out.writeByte(0);
                for (int x = 0; x < width; x++) {
                    out.writeInt(Integer.rotateLeft(argb[y * width + x], 8));
                }
            }
        }
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        var check = new CRC32();
        check.update(name);
        check.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) check.getValue());
    }
}
