package org.resilientswarm.ui.traffic;

import java.util.ArrayList;
import java.util.List;
import org.resilientswarm.ui.control.Texts;

/// Reads what is written in the filter field.
final class FilterText {
    /// What came of it.
    sealed interface Reading {
        /// It can be used.
        record Valid(TrafficFilter filter) implements Reading {}

        /// It cannot be used, at least not yet.
        ///
        /// @param at where the fault begins, in characters
        /// @param message what is wrong, for people
        record Wrong(int at, String message) implements Reading {}
    }

    private final String text;
    private int at;

    private FilterText(String text) {
        this.text = text;
    }

    static Reading read(String text) {
        var reader = new FilterText(text);
        try {
            return new Reading.Valid(TrafficFilter.of(reader.terms()));
        } catch (WrongException e) {
            return e.wrong;
        }
    }

    private List<FilterTerm> terms() throws WrongException {
        List<FilterTerm> terms = new ArrayList<>();
        for (skipSpaces(); at < text.length(); skipSpaces()) {
            terms.add(term());
        }
        return terms;
    }

    private void skipSpaces() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private FilterTerm term() throws WrongException {
        int start = at;
        boolean negated = text.charAt(at) == '-' || text.charAt(at) == '!';
        if (negated) {
            at++;
        }
        FilterField field = field();
        String value = value(start);
        if (value.isEmpty()) {
            String name = field == FilterField.WORD ? "-" : field.written();
            throw new WrongException(start, Texts.of("traffic.filter.no-value", name));
        }
        if (!field.accepts(value)) {
            throw new WrongException(
                    start, Texts.of("traffic.filter.no-such-value", field.written(), value));
        }
        return new FilterTerm(field, value, negated);
    }

    /// The name before a colon, or before the bound of a length.
    private FilterField field() throws WrongException {
        int end = at;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        String name = text.substring(at, end);
        char next = end < text.length() ? text.charAt(end) : ' ';
        boolean bound = FilterField.LEN.written().equals(name) && (next == '<' || next == '>');
        if (name.isEmpty() || (next != ':' && !bound)) {
            return FilterField.WORD;
        }
        FilterField field =
                FilterField.named(name)
                        .orElseThrow(
                                () ->
                                        new WrongException(
                                                at,
                                                Texts.of(
                                                        "traffic.filter.no-such-field",
                                                        name,
                                                        FilterField.all())));
        at = bound ? end : end + 1;
        return field;
    }

    private String value(int start) throws WrongException {
        if (at < text.length() && text.charAt(at) == '"') {
            int end = text.indexOf('"', at + 1);
            if (end < 0) {
                throw new WrongException(start, Texts.of("traffic.filter.no-quote"));
            }
            String quoted = text.substring(at + 1, end);
            at = end + 1;
            return quoted;
        }
        int from = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    /// A value as it must be written to be read as one.
    static String quoted(String value) {
        return value.isEmpty() || value.chars().anyMatch(Character::isWhitespace)
                ? "\"" + value + "\""
                : value;
    }

    private static final class WrongException extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Reading.Wrong wrong;

        WrongException(int at, String message) {
            super(message);
            wrong = new Reading.Wrong(at, message);
        }
    }
}
