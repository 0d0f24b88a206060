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
    /// @param curve the line of a circuit through its relays; empty for a straight line
    record Edge(EdgeView view, Point from, Point to, List<RelayCurve.Piece> curve) {
        Edge {
            curve = List.copyOf(curve);
        }

        /// Where its sign stands: in the middle, or on the way to the first relay.
        Point middle() {
            return curve.isEmpty() ? from.towards(to, 0.5) : curve.getFirst().at(0.5);
        }

        /// Where its label may begin: a label that stands on the last piece of a circuit is not
        /// taken for one of the links beside it.
        Point labelFrom() {
            return curve.isEmpty() ? from : curve.getLast().at(0.25);
        }

        Point labelTo() {
            return curve.isEmpty() ? to : curve.getLast().at(0.75);
        }

        double distance(Point place) {
            return curve.isEmpty() ? place.distance(from, to) : RelayCurve.distance(curve, place);
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
