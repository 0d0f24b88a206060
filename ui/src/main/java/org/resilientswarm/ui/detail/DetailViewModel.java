package org.resilientswarm.ui.detail;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.Path;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.ui.bridge.EdgeView;
import org.resilientswarm.ui.bridge.NodeView;
import org.resilientswarm.ui.bridge.PeerView;
import org.resilientswarm.ui.bridge.Quality;
import org.resilientswarm.ui.bridge.Selection;
import org.resilientswarm.ui.bridge.SwarmPicture;
import org.resilientswarm.ui.control.Fact;
import org.resilientswarm.ui.control.Numbers;
import org.resilientswarm.ui.control.Texts;

/// What the drawer says of the selected member. JavaFX thread.
public final class DetailViewModel {
    private final Selection selection;
    private final ReadOnlyObjectWrapper<@Nullable Details> details = new ReadOnlyObjectWrapper<>();
    private @Nullable SwarmPicture picture;

    /// The words of the drawer.
    ///
    /// @param key the member
    /// @param title what it is called
    /// @param state how it does, in a word
    /// @param bars 0 to 4, how good the path is
    /// @param reason why it is in that state
    /// @param facts what is known
    /// @param session what is known of the session with it; null for the own node
    record Details(
            PublicKey key,
            String title,
            String state,
            int bars,
            String reason,
            List<Fact> facts,
            @Nullable SessionWords session) {}

    /// @param selection shared with the other screens
    public DetailViewModel(Selection selection) {
        this.selection = selection;
        selection.member().addListener((_, _, _) -> refresh());
    }

    /// A new picture of the swarm.
    public void show(SwarmPicture next) {
        picture = next;
        refresh();
    }

    private void refresh() {
        PublicKey member = selection.member().get();
        SwarmPicture now = picture;
        details.set(member == null || now == null ? null : details(now, member));
    }

    private static Details details(SwarmPicture picture, PublicKey member) {
        SwarmPicture.OwnNode own = picture.own();
        if (own != null && own.key().equals(member)) {
            return own(picture, own);
        }
        return picture.peer(member)
                .map(peer -> peer(picture, peer))
                .orElseGet(() -> stranger(picture, member));
    }

    private static Details own(SwarmPicture picture, SwarmPicture.OwnNode own) {
        String exchanges =
                own.exchanges().stream()
                        .map(exchange -> exchange.url() + " · " + Texts.word(exchange.state()))
                        .collect(Collectors.joining("\n"));
        return new Details(
                own.key(),
                own.label(),
                Texts.of("detail.own"),
                4,
                "",
                List.of(
                        new Fact(Texts.of("detail.link"), own.link().text()),
                        new Fact(Texts.of("detail.listen"), orDash(own.listen())),
                        new Fact(Texts.of("detail.exchanges"), orDash(exchanges)),
                        new Fact(Texts.of("detail.in"), Numbers.rate(picture.rate().bitsIn())),
                        new Fact(Texts.of("detail.out"), Numbers.rate(picture.rate().bitsOut()))),
                null);
    }

    /// Nobody whom the own node has heard of: a demo's other node, or somebody who left.
    private static Details stranger(SwarmPicture picture, PublicKey member) {
        NodeView node = picture.node(member).orElse(null);
        String neighbours =
                picture.edges().stream()
                        .filter(edge -> edge.touches(member))
                        .map(edge -> label(picture, edge, member))
                        .collect(Collectors.joining(", "));
        return new Details(
                member,
                node == null ? member.shortText() : node.label(),
                Texts.of(node == null ? "detail.gone" : "detail.elsewhere"),
                0,
                Texts.of(node == null ? "detail.gone.reason" : "detail.elsewhere.reason"),
                List.of(new Fact(Texts.of("detail.neighbours"), orDash(neighbours))),
                SessionWords.NONE);
    }

    private static String label(SwarmPicture picture, EdgeView edge, PublicKey member) {
        PublicKey other = edge.other(member);
        return picture.node(other).map(NodeView::label).orElseGet(other::shortText);
    }

    private static Details peer(SwarmPicture picture, PeerView peer) {
        Quality quality = Quality.of(peer.quality());
        return new Details(
                peer.key(),
                peer.label(),
                Texts.word(peer.state()),
                peer.connected() ? quality.bars() : 0,
                peer.reason(),
                facts(picture, peer, quality),
                picture.session(peer.key())
                        .map(session -> SessionWords.of(session, picture.at()))
                        .orElse(SessionWords.NONE));
    }

    private static List<Fact> facts(SwarmPicture picture, PeerView peer, Quality quality) {
        boolean measured = peer.quality().samples() > 0;
        return List.of(
                new Fact(Texts.of("detail.path"), path(picture, peer.path())),
                new Fact(
                        Texts.of("detail.path.reason"),
                        orDash(peer.path() == null ? "" : peer.path().reason())),
                new Fact(Texts.of("detail.quality"), Texts.word(quality)),
                new Fact(Texts.of("detail.rtt"), Numbers.latency(peer.quality().rtt())),
                new Fact(Texts.of("detail.jitter"), Numbers.latency(peer.quality().jitter())),
                new Fact(
                        Texts.of("detail.loss"),
                        measured ? Numbers.percent(peer.quality().loss()) : Numbers.UNKNOWN),
                new Fact(Texts.of("detail.since"), Numbers.age(peer.since(), picture.at())),
                new Fact(Texts.of("detail.address"), orDash(peer.remote())),
                new Fact(Texts.of("detail.offer"), offer(peer)),
                new Fact(Texts.of("detail.agent"), orDash(peer.agent())),
                new Fact(Texts.of("detail.in"), traffic(peer.rate().bitsIn(), peer.bytesIn())),
                new Fact(Texts.of("detail.out"), traffic(peer.rate().bitsOut(), peer.bytesOut())));
    }

    static String traffic(double bits, long bytes) {
        return Numbers.rate(bits) + " · " + Numbers.volume(bytes);
    }

    private static String offer(PeerView peer) {
        if (peer.since() == null) {
            return Numbers.UNKNOWN;
        }
        return Texts.of(peer.outbound() ? "detail.offer.own" : "detail.offer.theirs");
    }

    private static String path(SwarmPicture picture, @Nullable Path path) {
        if (path == null) {
            return Numbers.UNKNOWN;
        }
        if (path.kind() == PathKind.DIRECT) {
            return Texts.word(path.kind());
        }
        String via =
                path.via().stream()
                        .map(key -> picture.node(key).map(NodeView::label).orElse(key.shortText()))
                        .collect(Collectors.joining(", "));
        return Texts.of("detail.path.via", Texts.word(path.kind()), via);
    }

    private static String orDash(@Nullable Object value) {
        String text = Objects.toString(value, "");
        return text.isEmpty() ? Numbers.UNKNOWN : text;
    }

    /// What to say, or null when nobody is selected.
    ReadOnlyObjectProperty<@Nullable Details> detailsProperty() {
        return details.getReadOnlyProperty();
    }
}
