import org.jspecify.annotations.NullMarked;

/// The program: command line and wiring of the console.
@NullMarked
module org.resilientswarm.app {
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires info.picocli;
    requires java.net.http;
    requires org.resilientswarm.core;
    requires org.resilientswarm.ui;
    requires org.slf4j;
    requires static transitive org.jspecify;
    requires tools.jackson.databind;

    exports org.resilientswarm.app.place to
            org.slf4j;

    opens org.resilientswarm.app.command to
            info.picocli;
}
