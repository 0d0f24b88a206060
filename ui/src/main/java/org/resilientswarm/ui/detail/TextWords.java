package org.resilientswarm.ui.detail;

import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.ui.bridge.TextState;
import org.resilientswarm.ui.bridge.TextView;
import org.resilientswarm.ui.control.Texts;

/// How far a text is, in words and as a sign.
final class TextWords {
    private TextWords() {}

    /// @param peer what the peer is called; the engine calls it by its key
    static String state(TextView text, String peer) {
        boolean own = text.outbound();
        return switch (text.state()) {
            case SENDING -> Texts.of("detail.text.sending");
            case ARRIVED -> Texts.of("detail.text.arrived");
            case ANSWERING -> Texts.of("detail.text.answering");
            case ANSWERED -> Texts.of(own ? "detail.text.answered" : "detail.text.you-answered");
            case NO_ANSWER ->
                    Texts.of(own ? "detail.text.no-answer" : "detail.text.you-did-not-answer");
            case RECEIVING -> Texts.of("detail.text.receiving");
            case ASKED -> Texts.of("detail.text.asked");
            case RESET -> {
                String reason = text.reason().replace(text.peer().shortText(), peer);
                yield Texts.of("detail.text.reset", reason);
            }
            case NOT_SENT -> Texts.of("detail.text.not-sent");
        };
    }

    static Feather icon(TextState state) {
        return switch (state) {
            case SENDING, RECEIVING, ANSWERING -> Feather.MORE_HORIZONTAL;
            case ARRIVED -> Feather.CHECK;
            case ANSWERED -> Feather.CHECK_CIRCLE;
            case NO_ANSWER -> Feather.MINUS_CIRCLE;
            case ASKED -> Feather.HELP_CIRCLE;
            case RESET, NOT_SENT -> Feather.X_CIRCLE;
        };
    }
}
