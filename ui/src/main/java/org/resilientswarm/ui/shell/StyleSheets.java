package org.resilientswarm.ui.shell;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Style sheets in every size.
///
/// JavaFX has no zoom for a window that reaches its popups, so every length in a sheet is
/// multiplied: text, icons and space grow alike, and everything stays sharp.
final class StyleSheets {
    private static final Pattern PIXELS = Pattern.compile("(\\d+(?:\\.\\d+)?)px");
    private static final String OWN = "org/resilientswarm/resources/style/";

    private StyleSheets() {}

    /// The sheet of the whole program.
    static String base(boolean dark, int scalePercent) {
        String path = (dark ? new PrimerDark() : new PrimerLight()).getUserAgentStylesheet();
        return scaled(path.substring(1), scalePercent);
    }

    /// The sheets of the console's scene.
    static List<String> own(boolean dark, int scalePercent) {
        return List.of(
                scaled(OWN + (dark ? "tokens-dark.css" : "tokens-light.css"), scalePercent),
                scaled(OWN + "console.css", scalePercent));
    }

    private static String scaled(String path, int scalePercent) {
        String sheet = read(path);
        String sized =
                scalePercent == 100
                        ? sheet
                        : PIXELS.matcher(sheet)
                                .replaceAll(
                                        length ->
                                                pixels(
                                                        Double.parseDouble(length.group(1))
                                                                * scalePercent
                                                                / 100));
        return "data:text/css;base64,"
                + Base64.getEncoder().encodeToString(sized.getBytes(StandardCharsets.UTF_8));
    }

    private static String pixels(double length) {
        return String.format(Locale.ROOT, "%.3fpx", length);
    }

    private static String read(String path) {
        try (InputStream sheet = StyleSheets.class.getClassLoader().getResourceAsStream(path)) {
            if (sheet == null) {
                throw new IllegalStateException(path + " is not part of this program");
            }
            return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
