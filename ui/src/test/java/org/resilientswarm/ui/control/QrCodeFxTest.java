package org.resilientswarm.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.junit.jupiter.api.Test;
import org.resilientswarm.ui.bridge.FxThread;

class QrCodeFxTest {
    private static final String STYLE =
            "data:text/css,.qr-code{-fx-background-color:white;}"
                    + ".qr-modules{-fx-background-color:black;-fx-pref-width:300px;"
                    + "-fx-pref-height:300px;-fx-max-width:300px;-fx-max-height:300px;}";

    @Test
    void a_reader_reads_what_was_shown() throws ReaderException {
        String link = "rswarm://abcdefg?x=192.0.2.7:7570&n=ann";
        FxThread.start();
        var painted = new CompletableFuture<WritableImage>();
        FxThread.later(
                () -> {
                    var code = new QrCode("a code");
                    code.show(link);
                    var scene = new Scene(code, 320, 320);
                    scene.getStylesheets().add(STYLE);
                    painted.complete(scene.snapshot(null));
                });
        WritableImage image = painted.orTimeout(20, TimeUnit.SECONDS).join();
        int[] pixels = new int[320 * 320];
        image.getPixelReader()
                .getPixels(0, 0, 320, 320, PixelFormat.getIntArgbInstance(), pixels, 0, 320);
        var bitmap =
                new BinaryBitmap(
                        new GlobalHistogramBinarizer(new RGBLuminanceSource(320, 320, pixels)));
        assertThat(new QRCodeReader().decode(bitmap).getText()).isEqualTo(link);
    }
}
