package org.resilientswarm.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProtocolTableTest {
    private static final Pattern ROW = Pattern.compile("^\\| `([A-Z_]+)` \\| ([^|]+) \\|");

    @Test
    void theTableInTheDocumentIsTheOneInTheCode() throws IOException, IllegalAccessException {
        var documented = new TreeMap<String, String>();
        for (String line : Files.readAllLines(Path.of("../docs/protocol.md"))) {
            var row = ROW.matcher(line);
            if (row.find()) {
                documented.put(row.group(1), row.group(2).strip());
            }
        }
        assertThat(documented).isEqualTo(inCode());
    }

    private static Map<String, String> inCode() throws IllegalAccessException {
        var constants = new TreeMap<String, String>();
        for (Field field : Protocol.class.getFields()) {
            constants.put(field.getName(), String.valueOf(field.get(null)));
        }
        return constants;
    }
}
