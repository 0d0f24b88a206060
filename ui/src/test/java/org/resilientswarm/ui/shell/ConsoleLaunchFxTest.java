package org.resilientswarm.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.api.SwarmConfig;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.ui.bridge.FxThread;
import org.resilientswarm.ui.bridge.SwarmSource;

class ConsoleLaunchFxTest {
    @TempDir private Path folder = Path.of("");

    /// The toolkit starts once in a program and is not to end with the first console.
    @BeforeAll
    static void startToolkit() {
        FxThread.start();
    }

    private ConsoleConfig config(int demoNodes) {
        return new ConsoleConfig(
                folder.resolve("data"),
                SwarmConfig.defaults(),
                null,
                demoNodes,
                Screen.GRAPH,
                Theme.DARK,
                100,
                folder.resolve("shot.png"));
    }

    @Test
    void a_screenshot_of_the_demo_is_a_picture_with_many_colours() throws IOException {
        Console.launch(config(3));
        BufferedImage image = ImageIO.read(folder.resolve("shot.png").toFile());
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < image.getHeight(); y += 2) {
            for (int x = 0; x < image.getWidth(); x += 2) {
                colours.add(image.getRGB(x, y));
            }
        }
        assertThat(image.getWidth()).isGreaterThan(700);
        assertThat(colours).contains(0xff56b4e9).hasSizeGreaterThan(50);
    }

    @Test
    void a_demo_that_does_not_start_fails_the_screenshot() {
        var broken =
                new SwarmSource() {
                    @Override
                    public Swarm open(SwarmConfig config) {
                        throw new SwarmException(ErrorCode.INTERNAL, "no engine");
                    }

                    @Override
                    public Demo demo(int nodes) {
                        throw new SwarmException(ErrorCode.LISTEN_FAILED, "no loopback");
                    }
                };
        assertThatThrownBy(() -> Console.launch(config(3), broken))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("Failed[code=LISTEN_FAILED, message=no loopback]");
        assertThat(Files.exists(folder.resolve("shot.png"))).isFalse();
    }
}
