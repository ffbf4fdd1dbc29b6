package io.firstfin.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class NumbersTest {
  /** PageIT checks the page's script with the same table. */
  @ParameterizedTest
  @CsvFileSource(resources = "numbers.csv", numLinesToSkip = 1)
  void eachNumberIsShownAsInTheTable(String function, String first, String second, String text) {
    assertEquals(text, shown(function, first, second));
  }

  @Test
  void numbersHaveTheDigitsThatTheJdksFormatterGivesThem() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      long count = random.nextLong() >>> 1 + random.nextInt(62);
      double value = count / 1_000.0 * (random.nextBoolean() ? 1 : -1);
      assertEquals(String.format(Locale.ROOT, "%,d", count), Numbers.count(count));
      if (Math.abs(value) >= 0.05) {
        assertEquals(String.format(Locale.ROOT, "%,.1f", value), Numbers.decimal(value));
      }
    }
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
