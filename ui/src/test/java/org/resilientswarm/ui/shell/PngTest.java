package org.resilientswarm.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngTest {
    @Test
    void another_reader_finds_every_pixel_again() throws IOException {
        int[] pixels = {0xff000000, 0xffffffff, 0x80123456, 0xff0072b2, 0x00000000, 0xffe69f00};
        var bytes = new ByteArrayOutputStream();
        new Png(3, 2, pixels).write(bytes);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(image.getRGB(0, 0, 3, 2, null, 0, 3)).isEqualTo(pixels);
    }
}
