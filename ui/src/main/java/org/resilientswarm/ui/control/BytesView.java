package org.resilientswarm.ui.control;

import java.util.HexFormat;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// Bytes as hexadecimal digits and as characters; a range of them is marked. A click or an arrow
/// key asks for the range around another byte.
public final class BytesView extends ListView<Integer> {
    private static final PseudoClass MARKED = PseudoClass.getPseudoClass("marked");
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private final IntConsumer asked;
    private final ObservableList<Integer> lines = FXCollections.observableArrayList();
    private final Label measure;
    private byte[] bytes = {};
    private int width = 16;
    private int from;
    private int length;
    private int cursor;

    /// @param asked hears of a byte that the user wants to know about
    /// @param measure a label in the font of the digits
    public BytesView(IntConsumer asked, Label measure) {
        this.asked = asked;
        this.measure = measure;
        getStyleClass().add("bytes-view");
        setItems(lines);
        setCellFactory(_ -> new Line());
        setSelectionModel(null);
        widthProperty().addListener((_, _, _) -> fit());
        measure.fontProperty().addListener((_, _, _) -> fit());
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    /// Shows other bytes, none of them marked.
    public void show(byte[] shown) {
        bytes = shown.clone();
        from = 0;
        length = 0;
        cursor = 0;
        fill();
    }

    /// Marks a range and brings its beginning into view.
    public void mark(int start, int count) {
        from = start;
        length = count;
        if (cursor < start || cursor >= start + count) {
            cursor = start;
        }
        refresh();
        if (count > 0) {
            reveal(start / width);
        }
    }

    private void reveal(int line) {
        var flow = (VirtualFlow<?>) lookup(".virtual-flow");
        var first = flow == null ? null : flow.getFirstVisibleCell();
        var last = flow == null ? null : flow.getLastVisibleCell();
        if (first == null || last == null || line < first.getIndex() || line > last.getIndex()) {
            scrollTo(line);
        }
    }

    /// As many bytes in a line as there is room for: 16, 8 or 4.
    private void fit() {
        double digit = Math.max(1, TextWidth.of("0", measure.getFont()));
        double room = getWidth() / digit - 4;
        int next = room >= columns(16) ? 16 : room >= columns(8) ? 8 : 4;
        if (next != width) {
            width = next;
            fill();
        }
    }

    private static int columns(int bytesInLine) {
        return 6 + 3 * bytesInLine + 2 + bytesInLine;
    }

    private void fill() {
        lines.setAll(IntStream.range(0, (bytes.length + width - 1) / width).boxed().toList());
        refresh();
    }

    private void key(KeyEvent event) {
        int step =
                switch (event.getCode()) {
                    case LEFT -> -1;
                    case RIGHT -> 1;
                    case UP -> -width;
                    case DOWN -> width;
                    default -> 0;
                };
        if (step != 0 && bytes.length > 0) {
            ask(Math.clamp((long) cursor + step, 0, bytes.length - 1));
            event.consume();
        }
    }

    private void ask(int at) {
        cursor = at;
        asked.accept(at);
    }

    private char character(int at) {
        int value = bytes[at] & 0xff;
        return value >= ' ' && value < 0x7f ? (char) value : '·';
    }

    /// One line: where it begins, digits, characters, each in three pieces of which the middle one
    /// is marked.
    private final class Line extends ListCell<Integer> {
        private final Label offset = piece("offset");
        private final Label[] digits = pieces();
        private final Label[] characters = pieces();
        private final HBox digitBox = new HBox(digits);
        private final HBox characterBox = new HBox(characters);

        Line() {
            offset.getStyleClass().add("offset");
            digitBox.getStyleClass().add("digits");
            characterBox.getStyleClass().add("characters");
            digitBox.setOnMousePressed(press -> pressed(press, digitBox, 3));
            characterBox.setOnMousePressed(press -> pressed(press, characterBox, 1));
            setGraphic(new HBox(offset, digitBox, characterBox));
        }

        private void pressed(MouseEvent press, HBox box, int columnsOfByte) {
            Integer line = getItem();
            if (line != null) {
                double digit = TextWidth.of("0", offset.getFont());
                double x = press.getX() - box.getInsets().getLeft();
                int at = (int) (x / digit / columnsOfByte);
                int start = line * width;
                int count = Math.min(width, bytes.length - start);
                if (at >= 0 && at < count) {
                    ask(start + at);
                }
            }
        }

        @Override
        protected void updateItem(@Nullable Integer line, boolean empty) {
            super.updateItem(line, empty);
            getGraphic().setVisible(line != null && !empty);
            if (line != null && !empty) {
                show(line * width, Math.min(bytes.length, (line + 1) * width));
            }
        }

        private void show(int start, int end) {
            int first = Math.clamp(from, start, end);
            int last = Math.clamp((long) from + length, first, end);
            offset.setText(String.format("%04x", start));
            digits[0].setText(hex(start, first, end));
            digits[1].setText(HEX.formatHex(bytes, first, last));
            digits[2].setText((last > first && last < end ? " " : "") + pad(last, end, start));
            characters[0].setText(text(start, first));
            characters[1].setText(text(first, last));
            characters[2].setText(text(last, end));
            digits[1].pseudoClassStateChanged(MARKED, last > first);
            characters[1].pseudoClassStateChanged(MARKED, last > first);
        }

        private String hex(int start, int end, int lineEnd) {
            return HEX.formatHex(bytes, start, end) + (end > start && end < lineEnd ? " " : "");
        }

        /// The last line is as wide as the others.
        private String pad(int start, int end, int lineStart) {
            int missing = width - (end - lineStart);
            return HEX.formatHex(bytes, start, end) + " ".repeat(3 * missing);
        }

        private String text(int start, int end) {
            var text = new StringBuilder();
            for (int i = start; i < end; i++) {
                text.append(character(i));
            }
            return text.toString();
        }
    }

    private static Label piece(String style) {
        var label = new Label();
        label.getStyleClass().addAll("mono", style);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private static Label[] pieces() {
        return new Label[] {piece("piece"), piece("piece"), piece("piece")};
    }
}
