package io.firstfin.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The kernel's timer of one socket in TIME_WAIT, shown until it ends. */
final class TimeWaitCountdown {
  private static final long DEADLINE_MILLIS = 150_000;

  /** TCP_TIMEWAIT_LEN, include/net/tcp.h. */
  private static final long TIME_WAIT_MILLIS = 60_000;

  private static final int BAR = 30;

  private TimeWaitCountdown() {}

  /** Returns the end of the connection that is in TIME_WAIT. */
  interface End {
    Optional<ProcNetTcp.Row> row() throws IOException;
  }

  /**
   * @param since {@link System#nanoTime} at which it began
   */
  static void show(Console console, End end, long since) throws IOException, InterruptedException {
    console.part("TIME_WAIT lasts 2 MSL: the kernel's timer, counted down");
    Progress progress = console.progress(Duration.ofSeconds(5));
    long deadline = since + DEADLINE_MILLIS * 1_000_000;
    Optional<ProcNetTcp.Row> row = end.row();
    while (row.isPresent() && System.nanoTime() < deadline) {
      progress.show(line(row.get()));
      Thread.sleep(100);
      row = end.row();
    }
    double seconds = (System.nanoTime() - since) / 1e9;
    if (row.isPresent()) {
      progress.done(
          String.format(Locale.ROOT, "still %s after %.1f s", row.get().state(), seconds));
      return;
    }
    progress.done(String.format(Locale.ROOT, "2 MSL measured: %.1f s", seconds));
  }

  private static String line(ProcNetTcp.Row row) {
    long left = Math.min(row.timerMillis(), TIME_WAIT_MILLIS);
    int bar = (int) (left * BAR / TIME_WAIT_MILLIS);
    return String.format(
        Locale.ROOT,
        "%s %d -> %d  %4.1f s left  [%s%s]",
        row.state(),
        row.localPort(),
        row.remotePort(),
        row.timerMillis() / 1000.0,
        "#".repeat(bar),
        " ".repeat(BAR - bar));
  }
}
