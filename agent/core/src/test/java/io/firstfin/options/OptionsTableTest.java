package io.firstfin.options;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.docs.DocumentedTable;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The documented options are those of the code, with their defaults and in the order of --help. */
class OptionsTableTest {
  @Test
  void theTableHasEveryOptionWithItsDefault() throws IOException {
    List<String> options =
        Keys.all().stream().map(key -> row(key.name(), key.defaultText())).toList();
    List<String> documented =
        DocumentedTable.under("key", "default", "meaning").stream()
            .map(cells -> row(code(cells.get(0)), code(cells.get(1))))
            .toList();

    assertEquals(String.join("\n", options), String.join("\n", documented));
  }

  private static String row(String name, String defaultText) {
    return name + " = " + defaultText;
  }

  private static String code(String cell) {
    return String.join(" ", DocumentedTable.code(cell));
  }
}
