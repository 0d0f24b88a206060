package org.resilientswarm.core.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.RecordKey;

/// The condition of one page of records, put so that an index leads to the page's beginning: the
/// columns that are given stand apart from those that are compared.
final class RecordPage {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    RecordPage(@Nullable String kind, @Nullable PublicKey author, @Nullable RecordKey after) {
        if (kind != null) {
            add("kind = ?", kind);
        }
        if (author != null) {
            add("author = ?", author.bytes());
        }
        if (after == null) {
            return;
        }
        if (kind == null) {
            add("(kind, name, author) > (?, ?, ?)", after.kind(), after.name(), after.author());
        } else if (kind.equals(after.kind())) {
            add("(name, author) > (?, ?)", after.name(), after.author());
        } else if (kind.compareTo(after.kind()) < 0) {
            add("FALSE");
        }
    }

    private void add(String condition, Object... bound) {
        conditions.add(condition);
        for (Object value : bound) {
            values.add(value instanceof PublicKey key ? key.bytes() : value);
        }
    }

    String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    /// Hands the values over.
    ///
    /// @return the index behind the last of them
    int bind(PreparedStatement query) throws SQLException {
        int index = 1;
        for (Object value : values) {
            query.setObject(index++, value);
        }
        return index;
    }
}
