package org.resilientswarm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resilientswarm.core.exchange.SignalExchange;
import org.resilientswarm.core.exchange.TestCertificate;

class LateTlsIT {
    @TempDir private Path folder;
    private SSLContext before;
    private TestCertificate certificate;
    private SignalExchange exchange;

    @BeforeEach
    void open() throws Exception {
        before = SSLContext.getDefault();
        certificate = TestCertificate.in(folder);
        exchange = SignalExchange.open(certificate.exchange());
    }

    @AfterEach
    void close() {
        exchange.close();
        SSLContext.setDefault(before);
    }

    private int statusOf(String host) throws IOException, InterruptedException {
        try (var client = HttpClient.newBuilder().sslContext(new LateTls()).build()) {
            URI page = URI.create("https://" + host + ":" + exchange.address().port() + "/");
            return client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @Test
    void aCertificateThatJavaTrustsIsTaken() throws Exception {
        SSLContext.setDefault(certificate.trusting());
        assertThat(statusOf("127.0.0.1")).isEqualTo(200);
    }

    @Test
    void aCertificateThatJavaDoesNotTrustIsRefused() {
        assertThatThrownBy(() -> statusOf("127.0.0.1"))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("unable to find valid certification path");
    }

    @Test
    void aCertificateForAnotherNameIsRefused() {
        SSLContext.setDefault(certificate.trusting());
        assertThatThrownBy(() -> statusOf("localhost"))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("localhost");
    }
}
