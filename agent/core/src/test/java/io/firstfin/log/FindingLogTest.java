package io.firstfin.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FindingLogTest {
  private static final long REPEAT_MILLIS = 300_000;
  private static final long REPEAT = TimeUnit.MILLISECONDS.toNanos(REPEAT_MILLIS);

  private final List<String> entries = new ArrayList<>();
  private final FindingLog log = new FindingLog(entries::add, REPEAT_MILLIS);

  @Test
  void anEntryIsOneWriteOfIndentedLines() {
    log.log(List.of(warning("close-per-request", "10.0.0.5:6379")), 0);

    assertEquals(
        List.of(
            "[firstfin] WARNING close-per-request 10.0.0.5:6379: seen.\n"
                + "           a detail\n"
                + "           Cause: a cause. Remedy: a remedy.\n"
                + "           Not a remedy: another.\n"),
        entries);
  }

  @Test
  void aWarningIsLoggedOnceInItsTime() {
    log.log(List.of(warning("a", "x")), 0);
    log.log(List.of(warning("a", "x")), REPEAT - 1);

    assertEquals(1, entries.size());
  }

  @Test
  void aWarningThatStandsIsLoggedAgainAfterItsTime() {
    log.log(List.of(warning("a", "x")), 0);
    log.log(List.of(warning("a", "x")), REPEAT);

    assertEquals(2, entries.size());
  }

  @Test
  void aWarningThatComesAndGoesIsLoggedOnceInItsTime() {
    log.log(List.of(warning("a", "x")), 0);
    log.log(List.of(), 1);
    log.log(List.of(warning("a", "x")), 2);

    assertEquals(1, entries.size());
  }

  @Test
  void anotherIdAndAnotherSubjectHaveTheirOwnTime() {
    log.log(List.of(warning("a", "x"), warning("a", "y"), warning("b", "x")), 0);

    assertEquals(3, entries.size());
  }

  @Test
  void whatIsHarmlessIsNotLogged() {
    log.log(List.of(finding(Severity.INFO, "a", "x")), 0);

    assertEquals(List.of(), entries);
  }

  @Test
  void theClockMayOverflow() {
    log.log(List.of(warning("a", "x")), Long.MAX_VALUE - 10);
    log.log(List.of(warning("a", "x")), Long.MAX_VALUE - 10 + REPEAT - 1);

    assertEquals(1, entries.size());
  }

  private static Finding warning(String id, String subject) {
    return finding(Severity.WARNING, id, subject);
  }

  private static Finding finding(Severity severity, String id, String subject) {
    return new Finding(
        id,
        severity,
        subject,
        "seen.",
        List.of("a detail"),
        "a cause",
        Map.of(),
        List.of("a remedy"),
        List.of("another"));
  }
}
