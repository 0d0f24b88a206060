package org.resilientswarm.ui.graph;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.ui.bridge.EdgeView;
import org.resilientswarm.ui.bridge.NodeView;

/// What the graph shows, immutable.
///
/// @param nodes every member with its place
/// @param edges every visible connection with the places of its ends
/// @param hiddenEdges how many connections are not shown
record GraphScene(List<Node> nodes, List<Edge> edges, int hiddenEdges) {
    static final GraphScene EMPTY = new GraphScene(List.of(), List.of(), 0);

    GraphScene {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /// A member.
    ///
    /// @param presence 1 while it is there; when it has left, it fades from 1 to 0
    record Node(NodeView view, Point place, boolean pinned, double presence) {
        boolean gone() {
            return presence < 1;
        }
    }

    /// A connection.
    ///
    /// @param bend where a circuit bends: the place of the first relaying member, if it is shown
    record Edge(EdgeView view, Point from, Point to, @Nullable Point bend) {
        Point middle() {
            return bend == null ? from.towards(to, 0.5) : bend.towards(from.towards(to, 0.5), 0.5);
        }

        /// How far a place is from the straight line between the ends.
        double distance(Point place) {
            double dx = to.x() - from.x();
            double dy = to.y() - from.y();
            double square = Math.max(1e-9, dx * dx + dy * dy);
            double share = ((place.x() - from.x()) * dx + (place.y() - from.y()) * dy) / square;
            return place.distance(from.towards(to, Math.clamp(share, 0, 1)));
        }
    }

    Optional<Node> node(@Nullable PublicKey key) {
        return nodes.stream().filter(node -> node.view.key().equals(key)).findFirst();
    }

    /// The node nearest to a place, if it is within reach.
    Optional<Node> nodeAt(Point place, double reach) {
        return nodes.stream()
                .filter(node -> node.place.distance(place) <= reach)
                .min(Comparator.comparingDouble(node -> node.place.distance(place)));
    }

    Optional<Edge> edgeAt(Point place, double reach) {
        return edges.stream()
                .filter(edge -> edge.distance(place) <= reach)
                .min(Comparator.comparingDouble(edge -> edge.distance(place)));
    }

    /// The next node in a direction: near, and not too far off it.
    Optional<Node> next(Node start, double dx, double dy) {
        return nodes.stream()
                .filter(node -> ahead(start, node, dx, dy) > 1)
                .min(
                        Comparator.comparingDouble(
                                node ->
                                        ahead(start, node, dx, dy)
                                                + 2 * aside(start, node, dx, dy)));
    }

    private static double ahead(Node start, Node node, double dx, double dy) {
        return (node.place.x() - start.place.x()) * dx + (node.place.y() - start.place.y()) * dy;
    }

    private static double aside(Node start, Node node, double dx, double dy) {
        return Math.abs(
                (node.place.x() - start.place.x()) * dy - (node.place.y() - start.place.y()) * dx);
    }
}
