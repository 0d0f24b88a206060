import org.jspecify.annotations.NullMarked;

/// The JavaFX console. Only the shell is for others: [org.resilientswarm.ui.shell.Console].
@NullMarked
module org.resilientswarm.ui {
    requires atlantafx.base;
    requires com.google.zxing;
    requires javafx.controls;
    requires org.controlsfx.controls;
    requires org.kordamp.ikonli.feather;
    requires org.kordamp.ikonli.javafx;
    requires org.slf4j;
    requires static transitive org.jspecify;
    requires transitive javafx.graphics;
    requires transitive org.resilientswarm.core;

    exports org.resilientswarm.ui.shell;
}
