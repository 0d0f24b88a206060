package org.resilientswarm.core;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

/// Lets Jazzer look for bytes that do harm to any decoder, guided by what they reach in the code.
/// The first byte says which decoder reads the others: a process can fuzz only one test.
class DecoderFuzz {
    private static final List<Decoders.Named> DECODERS = Decoders.all();
    private static final AtomicLongArray READ = new AtomicLongArray(DECODERS.size());
    private static final AtomicLongArray TAKEN = new AtomicLongArray(DECODERS.size());

    static Stream<byte[]> examples() {
        return IntStream.range(0, DECODERS.size()).boxed().flatMap(DecoderFuzz::examples);
    }

    private static Stream<byte[]> examples(int number) {
        return Stream.concat(
                        Stream.of(new byte[] {0}), DECODERS.get(number).examples().stream())
                .map(
                        example -> {
                            byte[] bytes = new byte[1 + example.length];
                            bytes[0] = (byte) number;
                            System.arraycopy(example, 0, bytes, 1, example.length);
                            return bytes;
                        });
    }

    @MethodSource("examples")
    @FuzzTest
    void nothingButARefusal(byte[] bytes) {
        if (bytes == null || bytes.length == 0) {
            return;
        }
        int number = (bytes[0] & 0xff) % DECODERS.size();
        READ.incrementAndGet(number);
        if (DECODERS.get(number).survives(Arrays.copyOfRange(bytes, 1, bytes.length))) {
            TAKEN.incrementAndGet(number);
        }
    }

    @AfterAll
    static void report() {
        for (int i = 0; i < DECODERS.size(); i++) {
            System.out.printf(
                    "%-20s read %,12d times, taken %,12d%n", DECODERS.get(i), READ.get(i), TAKEN.get(i));
        }
    }
}
