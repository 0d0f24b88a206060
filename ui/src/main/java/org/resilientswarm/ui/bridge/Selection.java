package org.resilientswarm.ui.bridge;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;

/// Which member all screens show: chosen on one, followed by the others. JavaFX thread only.
public final class Selection {
    private final ObjectProperty<@Nullable PublicKey> member = new SimpleObjectProperty<>();

    /// Nothing is selected yet.
    public Selection() {}

    /// The selected member, or null.
    public ObjectProperty<@Nullable PublicKey> member() {
        return member;
    }
}
