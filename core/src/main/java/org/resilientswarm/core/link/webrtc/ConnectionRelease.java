package org.resilientswarm.core.link.webrtc;

import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.media.video.NativeI420Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives back what webrtc-java 0.14.0 forgets: its `RTCPeerConnection.close` keeps a reference to
/// the native connection for good, 60 KiB at each end of every link. Its authors have mended that
/// since, so a later version is left alone.
///
/// The reference is dropped by way of another object of webrtc-java that can drop its own. For that
/// the package `dev.onvoid.webrtc.internal` must be open to this module; where it is not, the
/// memory stays lost and links work all the same.
final class ConnectionRelease {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionRelease.class);
    private static final String FORGETFUL_VERSION = "0.14.0";
    private static final String VERSION_FILE =
            "/META-INF/maven/dev.onvoid.webrtc/webrtc-java/pom.properties";

    private final Field nativeHandle;

    private ConnectionRelease(Field nativeHandle) {
        this.nativeHandle = nativeHandle;
    }

    /// Empty when it is not needed or not possible.
    static Optional<ConnectionRelease> find() {
        if (!FORGETFUL_VERSION.equals(version())) {
            return Optional.empty();
        }
        // RTCPeerConnection and the rest extend a class that is not exported.
        Class<?> nativeObject = RTCPeerConnection.class.getSuperclass();
        try {
            Field handle = nativeObject.getDeclaredField("nativeHandle");
            handle.setAccessible(true);
            return Optional.of(new ConnectionRelease(handle));
        } catch (NoSuchFieldException | RuntimeException e) {
            LOG.warn(
                    "event=links_leak reason=\"{}\" remedy=\"--add-opens"
                            + " webrtc.java/dev.onvoid.webrtc.internal=org.resilientswarm.core\"",
                    e.getMessage());
            return Optional.empty();
        }
    }

    private static String version() {
        try (InputStream file = RTCPeerConnection.class.getResourceAsStream(VERSION_FILE)) {
            var properties = new Properties();
            if (file != null) {
                properties.load(file);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            LOG.warn("event=webrtc_version_unknown reason=\"{}\"", e.getMessage());
            return "unknown";
        }
    }

    /// The forgotten reference; to be asked for before the connection is closed.
    long handleOf(RTCPeerConnection connection) {
        try {
            return nativeHandle.getLong(connection);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Drops the reference; to be called once, after the connection was closed and its channels
    /// were disposed of.
    void drop(long handle) {
        NativeI420Buffer carrier = NativeI420Buffer.allocate(2, 2);
        carrier.release();
        try {
            nativeHandle.setLong(carrier, handle);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        carrier.release();
    }
}
