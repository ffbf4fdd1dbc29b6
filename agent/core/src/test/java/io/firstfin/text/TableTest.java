package io.firstfin.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void textIsAlignedLeftAndNumbersRight() {
    Table table = new Table("lrl");
    table.row("a", "1", "x");
    table.row("bcd", "24,310", "");

    assertEquals(List.of("a         1  x", "bcd  24,310"), table.lines());
  }

  @Test
  void aRowHasACellForEachColumn() {
    assertThrows(IllegalArgumentException.class, () -> new Table("ll").row("a"));
  }
}
