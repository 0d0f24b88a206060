import org.jspecify.annotations.NullMarked;

/// The headless swarm engine and the signal exchange.
///
/// Start at `org.resilientswarm.core.Swarms`.
@NullMarked
module org.resilientswarm.core {
    requires static transitive org.jspecify;
    requires transitive tools.jackson.databind;
    requires com.github.benmanes.caffeine;
    requires io.github.bucket4j.core;
    requires java.net.http;
    requires java.sql;
    requires javax.jmdns;
    requires micrometer.core;
    requires micrometer.registry.prometheus;
    requires noise.java;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.eclipse.jetty.server;
    requires org.eclipse.jetty.websocket.api;
    requires org.eclipse.jetty.websocket.server;
    requires org.slf4j;
    requires org.xerial.sqlitejdbc;
    requires tools.jackson.dataformat.cbor;
    requires webrtc.java;

    exports org.resilientswarm.core;
    exports org.resilientswarm.core.api;
    exports org.resilientswarm.core.event;
    exports org.resilientswarm.core.exchange;
    exports org.resilientswarm.core.model;
    exports org.resilientswarm.core.simulation;

    // Jackson reads the records that the built-in methods answer with.
    opens org.resilientswarm.core.engine to
            tools.jackson.databind;
}
