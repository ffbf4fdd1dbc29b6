package io.firstfin.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class NumbersTest {
  /** PageIT checks the page's script with the same table. */
  @ParameterizedTest
  @CsvFileSource(resources = "numbers.csv", numLinesToSkip = 1)
  void eachNumberIsShownAsInTheTable(String function, String first, String second, String text) {
    assertEquals(text, shown(function, first, second));
  }

  private static String shown(String function, String first, String second) {
    switch (function) {
      case "count":
        return Numbers.count(Long.parseLong(first));
      case "decimal":
        return Numbers.decimal(Double.parseDouble(first));
      case "share":
        return Numbers.share(Long.parseLong(first), Long.parseLong(second));
      case "age":
        return Numbers.age(Double.parseDouble(first));
      case "bytes":
        return Numbers.bytes(Long.parseLong(first));
      default:
        return Numbers.duration(Double.parseDouble(first));
    }
  }
}
