package org.resilientswarm.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the fuzzer does for long, for a moment; see the profile `fuzz`.
class DecodersTest {
    private static final int MUTATIONS = 1500;

    static List<Decoders.Named> decoders() {
        return Decoders.all();
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void examplesAreTakenAndWhatIsCutOffDoesNoHarm(Decoders.Named decoder) {
        for (byte[] example : decoder.examples()) {
            assertThat(decoder.survives(example)).isTrue();
            for (int length = 0; length < example.length; length++) {
                decoder.survives(Arrays.copyOf(example, length));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void whatIsDamagedDoesNoHarm(Decoders.Named decoder) {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = mutated(decoder.examples(), random);
            try {
                decoder.survives(bytes);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ", " + Arrays.toString(bytes), e);
            }
        }
    }

    private static byte[] mutated(List<byte[]> examples, Random random) {
        byte[] bytes =
                examples.isEmpty()
                        ? new byte[random.nextInt(2000)]
                        : examples.get(random.nextInt(examples.size())).clone();
        if (examples.isEmpty()) {
            random.nextBytes(bytes);
        }
        for (int i = random.nextInt(8); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                default -> {
                    byte[] longer = Arrays.copyOf(bytes, bytes.length + random.nextInt(50));
                    System.arraycopy(
                            bytes,
                            at,
                            longer,
                            longer.length - (bytes.length - at),
                            bytes.length - at);
                    bytes = longer;
                }
            }
        }
        return bytes;
    }
}
