package org.resilientswarm.ui.bridge;

/// Text of other members as it can be shown.
public final class PlainText {
    /// What makes a text look different from what it says: control characters but for line breaks,
    /// and those that turn the direction of writing.
    private static final String DECEPTIVE =
            "[\\p{Cntrl}&&[^\n\t]]|[\\u202a-\\u202e\\u2066-\\u2069]";

    private PlainText() {}

    /// The text with a visible mark for each character that would deceive.
    public static String of(String text) {
        return text.replaceAll(DECEPTIVE, "\ufffd");
    }

    /// The same in one line.
    public static String line(String text) {
        return of(text).replace('\n', ' ').replace('\t', ' ');
    }
}
