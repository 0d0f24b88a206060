package org.resilientswarm.ui.control;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// A text as a QR code (ISO/IEC 18004), sharp at every size, with the quiet zone that readers need.
public final class QrCode extends StackPane {
    private static final int QUIET_MODULES = 4;

    private final Region modules = new Region();

    /// An empty one.
    ///
    /// @param what names the code, for people who hear the screen
    public QrCode(String what) {
        getStyleClass().add("qr-code");
        modules.getStyleClass().add("qr-modules");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(what);
        getChildren().add(modules);
    }

    /// Shows another text.
    public void show(String text) {
        modules.setStyle("-fx-shape: \"" + path(encode(text)) + "\";");
    }

    private static BitMatrix encode(String text) {
        try {
            return new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(
                                    EncodeHintType.ERROR_CORRECTION,
                                    ErrorCorrectionLevel.M,
                                    EncodeHintType.MARGIN,
                                    QUIET_MODULES));
        } catch (WriterException e) {
            throw new IllegalArgumentException("the text is too long for a QR code", e);
        }
    }

    /// One rectangle for each run of dark modules in a row; two empty ones keep the quiet zone.
    static String path(BitMatrix matrix) {
        int size = matrix.getWidth();
        var path = new StringBuilder("M0 0h0v0z M" + size + " " + size + "h0v0z");
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int start = x;
                while (x < size && matrix.get(x, y)) {
                    x++;
                }
                if (x > start) {
                    path.append('M').append(start).append(' ').append(y);
                    path.append('h').append(x - start).append("v1h").append(start - x).append('z');
                }
            }
        }
        return path.toString();
    }
}
