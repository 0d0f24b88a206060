package org.resilientswarm.ui.detail;

import java.time.Instant;
import java.util.List;
import org.resilientswarm.core.model.SessionInfo;
import org.resilientswarm.core.model.StreamInfo;
import org.resilientswarm.ui.bridge.SessionView;
import org.resilientswarm.ui.bridge.SessionView.StreamView;
import org.resilientswarm.ui.control.Fact;
import org.resilientswarm.ui.control.Numbers;
import org.resilientswarm.ui.control.Texts;

/// What the drawer says of a session.
///
/// @param there whether there is one, or a handshake
/// @param facts what is known of it
/// @param streams those that are open
record SessionWords(boolean there, List<Fact> facts, List<StreamWords> streams) {
    static final SessionWords NONE = new SessionWords(false, List.of(), List.of());

    /// A stream.
    ///
    /// @param id its number in the session
    /// @param outbound whether the own node opened it
    /// @param title its number and type
    /// @param age for how long it has been there
    /// @param state who opened it and how far it is
    /// @param carried what it carries, both ways
    record StreamWords(
            long id, boolean outbound, String title, String age, String state, String carried) {}

    static SessionWords of(SessionView session, Instant now) {
        return new SessionWords(
                true,
                facts(session, now),
                session.streams().stream().map(stream -> stream(stream, now)).toList());
    }

    private static List<Fact> facts(SessionView session, Instant now) {
        SessionInfo info = session.info();
        return List.of(
                new Fact(Texts.of("detail.session.state"), Texts.word(info.state())),
                new Fact(Texts.of("detail.session.since"), Numbers.age(info.since(), now)),
                new Fact(
                        Texts.of("detail.session.caller"),
                        Texts.of(info.caller() ? "detail.offer.own" : "detail.offer.theirs")),
                new Fact(Texts.of("detail.session.rtt"), Numbers.latency(info.rtt())),
                new Fact(
                        Texts.of("detail.in"),
                        DetailViewModel.traffic(session.rate().bitsIn(), info.bytesIn())),
                new Fact(
                        Texts.of("detail.out"),
                        DetailViewModel.traffic(session.rate().bitsOut(), info.bytesOut())),
                new Fact(
                        Texts.of("detail.session.unacknowledged"),
                        Texts.of(
                                "detail.session.of-window",
                                Numbers.volume(info.unacknowledged()),
                                Numbers.volume(info.window()))),
                new Fact(
                        Texts.of("detail.session.packets"),
                        Texts.of(
                                "detail.session.both",
                                Numbers.count(info.packetsIn()),
                                Numbers.count(info.packetsOut()))),
                new Fact(Texts.of("detail.session.resent"), resent(info)),
                new Fact(Texts.of("detail.session.epoch"), Numbers.count(info.epoch())));
    }

    private static String resent(SessionInfo info) {
        String count = Numbers.count(info.resent());
        return info.packetsOut() == 0
                ? count
                : count + " · " + Numbers.percent((double) info.resent() / info.packetsOut());
    }

    private static StreamWords stream(StreamView stream, Instant now) {
        StreamInfo info = stream.info();
        String type = info.type().isEmpty() ? "?" : info.type();
        String carried =
                Texts.of(
                        "detail.session.both",
                        DetailViewModel.traffic(stream.rate().bitsIn(), info.bytesIn()),
                        DetailViewModel.traffic(stream.rate().bitsOut(), info.bytesOut()));
        return new StreamWords(
                info.id(),
                info.outbound(),
                Texts.of("detail.stream.title", type, Long.toString(info.id())),
                Numbers.age(info.since(), now),
                Texts.of(
                        "detail.stream.state",
                        Texts.of(info.outbound() ? "detail.stream.out" : "detail.stream.in"),
                        Texts.word(info.state())),
                carried);
    }
}
