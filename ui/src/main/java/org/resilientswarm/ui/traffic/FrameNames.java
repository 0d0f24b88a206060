package org.resilientswarm.ui.traffic;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.TrafficEntry;
import org.resilientswarm.core.model.TrafficLayer;
import org.resilientswarm.ui.bridge.SwarmPicture;
import org.resilientswarm.ui.control.Texts;

/// What members are called in the rows. Immutable.
///
/// @param own the node that is looked at, or null when none is
/// @param labels the names of all members that are known
record FrameNames(@Nullable PublicKey own, Map<PublicKey, String> labels) {
    static final FrameNames NONE = new FrameNames(null, Map.of());

    FrameNames {
        labels = Map.copyOf(labels);
    }

    static FrameNames of(SwarmPicture picture) {
        Map<PublicKey, String> labels = new HashMap<>();
        picture.nodes().forEach(node -> labels.put(node.key(), node.label()));
        var own = picture.own();
        return new FrameNames(own == null ? null : own.key(), labels);
    }

    String label(@Nullable PublicKey key) {
        if (key == null) {
            return "";
        }
        String label = labels.get(key);
        return label == null ? key.shortText() : label;
    }

    String from(TrafficEntry entry) {
        return label(entry.outbound() ? own : entry.peer());
    }

    String to(TrafficEntry entry) {
        return label(entry.outbound() ? entry.peer() : own);
    }

    /// `link`, `direct`, or the members that carry it.
    String path(TrafficEntry entry) {
        if (entry.layer() == TrafficLayer.LINK) {
            return Texts.of("traffic.path.link");
        }
        return entry.via().isEmpty()
                ? Texts.of("traffic.path.direct")
                : Texts.of("traffic.path.via", via(entry));
    }

    String via(TrafficEntry entry) {
        return String.join(", ", entry.via().stream().map(this::label).toList());
    }

    static String type(TrafficEntry entry) {
        var stream = entry.stream();
        return stream == null ? "" : stream.type().isEmpty() ? "?" : stream.type();
    }
}
