package io.firstfin.output;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReadersTest {
  private static final long MINUTE = 60_000_000_000L;

  /** Near the point where System.nanoTime() may overflow. */
  private static final long START = Long.MAX_VALUE - MINUTE;

  private final Readers readers = new Readers();

  @Test
  void nobodyReadsBeforeTheFirstReading() {
    assertFalse(readers.present(START));
  }

  @Test
  void aReaderStaysForFiveMinutes() {
    readers.read();

    assertTrue(readers.present(START));
    assertTrue(readers.present(START + 5 * MINUTE - 1));
    assertFalse(readers.present(START + 5 * MINUTE));
  }

  @Test
  void eachReadingBeginsAnew() {
    readers.read();
    readers.present(START);
    readers.read();

    assertTrue(readers.present(START + 4 * MINUTE));
    assertTrue(readers.present(START + 8 * MINUTE));
  }
}
