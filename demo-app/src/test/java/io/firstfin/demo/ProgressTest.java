package io.firstfin.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong(-5);

  @Test
  void withoutTerminalLinesKeepTheirDistance() {
    Progress progress = progress(false);
    progress.show("first");
    nanos.addAndGet(999_999_999);
    progress.show("too early");
    nanos.addAndGet(1);
    progress.show("second");
    assertEquals("   first\n   second\n", bytes.toString());
  }

  @Test
  void withoutTerminalTheLastWordIsNeverTooEarly() {
    Progress progress = progress(false);
    progress.show("first");
    progress.done("last");
    assertEquals("   first\n   last\n", bytes.toString());
  }

  @Test
  void onATerminalTheCursorReturnsToTheStart() {
    Progress progress = progress(true);
    progress.show("a longer text");
    progress.done("last");
    assertEquals("   a longer text\033[K\r   last\033[K\n", bytes.toString());
  }

  private Progress progress(boolean terminal) {
    return new Progress(new PrintStream(bytes, true), terminal, Duration.ofSeconds(1), nanos::get);
  }
}
