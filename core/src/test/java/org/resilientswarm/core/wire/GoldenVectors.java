package org.resilientswarm.core.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// The recorded vectors in the folder `wire` of the test resources.
public final class GoldenVectors {
    private GoldenVectors() {}

    /// One recorded vector.
    public static byte[] vector(String file, String name) {
        return Objects.requireNonNull(vectors(file).get(name), name);
    }

    /// A hop frame.
    public static byte[] hop(String name) {
        return vector("hop.txt", name);
    }

    /// The recorded vectors of a file: bytes by name.
    public static Map<String, byte[]> vectors(String file) {
        try (var in = GoldenVectors.class.getResourceAsStream("/wire/" + file)) {
            if (in == null) {
                throw new IllegalStateException("no vectors in wire/" + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", 2))
                    .collect(
                            Collectors.toMap(
                                    parts -> parts[0], parts -> HexFormat.of().parseHex(parts[1])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
