package org.resilientswarm.ui.traffic;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.resilientswarm.core.model.TrafficEntry;

/// Which frames to show, as written in the filter field. Immutable.
///
/// Words and terms are separated by spaces. A word must occur somewhere in a row. A term is a
/// [FilterField]'s name and a value; of several terms with one name one must fit. What has a minus
/// in front must not fit.
final class TrafficFilter {
    static final TrafficFilter ALL = new TrafficFilter(List.of(), Map.of(), List.of());

    private final List<String> words;
    private final Map<FilterField, List<FilterTerm>> wanted;
    private final List<FilterTerm> unwanted;

    private TrafficFilter(
            List<String> words,
            Map<FilterField, List<FilterTerm>> wanted,
            List<FilterTerm> unwanted) {
        this.words = words;
        this.wanted = wanted;
        this.unwanted = unwanted;
    }

    static TrafficFilter of(List<FilterTerm> terms) {
        List<String> words = new ArrayList<>();
        Map<FilterField, List<FilterTerm>> wanted = new EnumMap<>(FilterField.class);
        List<FilterTerm> unwanted = new ArrayList<>();
        for (FilterTerm term : terms) {
            if (term.negated()) {
                unwanted.add(term);
            } else if (term.field() == FilterField.WORD) {
                words.add(term.value());
            } else {
                wanted.computeIfAbsent(term.field(), _ -> new ArrayList<>()).add(term);
            }
        }
        return new TrafficFilter(words, wanted, unwanted);
    }

    boolean matches(TrafficEntry entry, FrameNames names) {
        for (String word : words) {
            if (!FilterField.WORD.fits(entry, names, word)) {
                return false;
            }
        }
        for (List<FilterTerm> alternatives : wanted.values()) {
            if (!anyFits(alternatives, entry, names)) {
                return false;
            }
        }
        return !anyFits(unwanted, entry, names);
    }

    private static boolean anyFits(List<FilterTerm> terms, TrafficEntry entry, FrameNames names) {
        for (FilterTerm term : terms) {
            if (term.field().fits(entry, names, term.value())) {
                return true;
            }
        }
        return false;
    }
}
