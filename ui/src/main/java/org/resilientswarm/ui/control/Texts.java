package org.resilientswarm.ui.control;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// Every word that the console shows, in the language of the system. Safe on every thread.
public final class Texts {
    private static final String BUNDLE = "org/resilientswarm/resources/text/console";
    private static final ResourceBundle WORDS =
            ResourceBundle.getBundle(
                    BUNDLE.replace('/', '.'), Locale.getDefault(), Texts.class.getClassLoader());

    private Texts() {}

    /// The text with this key.
    ///
    /// @param key as in the bundle
    /// @param values for its places, written as `java.text.MessageFormat` writes them
    public static String of(String key, Object... values) {
        String pattern = WORDS.getString(key);
        return values.length == 0
                ? pattern
                : new MessageFormat(pattern, Locale.getDefault()).format(values);
    }

    /// A text of the engine as a sentence: with a large letter in front and a full stop behind.
    public static String sentence(String text) {
        if (text.isEmpty()) {
            return text;
        }
        String begun = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        return begun.matches(".*[.!?]") ? begun : begun + ".";
    }

    /// The word for a constant, under the key `word.TYPE.CONSTANT`.
    public static String word(Enum<?> constant) {
        return WORDS.getString(
                "word." + constant.getDeclaringClass().getSimpleName() + "." + constant.name());
    }
}
