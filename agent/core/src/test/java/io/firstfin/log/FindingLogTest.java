package io.firstfin.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.diagnose.ActiveFindings;
import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.FindingLife;
import io.firstfin.diagnose.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FindingLogTest {
  private static final long REPEAT_MILLIS = 300_000;
  private static final long REPEAT = TimeUnit.MILLISECONDS.toNanos(REPEAT_MILLIS);

  private final List<String> entries = new ArrayList<>();
  private final FindingLog log = new FindingLog(entries::add, REPEAT_MILLIS, 10_000);

  @Test
  void anEntryIsOneWriteOfIndentedLines() {
    log.log(seen(warning("close-per-request", "10.0.0.5:6379")), 0);

    assertEquals(
        List.of(
            "[firstfin] WARNING close-per-request 10.0.0.5:6379: seen.\n"
                + "           a detail\n"
                + "           Cause: a cause.\n"
                + "           Remedy: a remedy.\n"
                + "           Not a remedy: another.\n"
                + "           More: java -jar firstfin.jar explain "
                + "close-per-request\n"),
        entries);
  }

  @Test
  void aWarningIsLoggedOnceInItsTime() {
    log.log(seen(warning("a", "x")), 0);
    log.log(seen(warning("a", "x")), REPEAT - 1);

    assertEquals(1, entries.size());
  }

  @Test
  void aWarningThatStaysActiveIsLoggedAgainAfterItsTime() {
    log.log(seen(warning("a", "x")), 0);
    log.log(seen(warning("a", "x")), REPEAT);

    assertEquals(2, entries.size());
  }

  @Test
  void aWarningThatComesAndGoesIsLoggedOnceInItsTime() {
    log.log(seen(warning("a", "x")), 0);
    log.log(seen(), 1);
    log.log(seen(warning("a", "x")), 2);

    assertEquals(1, entries.size());
  }

  @Test
  void anotherIdAndAnotherSubjectHaveTheirOwnTime() {
    log.log(seen(warning("a", "x"), warning("a", "y"), warning("b", "x")), 0);

    assertEquals(3, entries.size());
  }

  @Test
  void whatIsHarmlessIsNotLogged() {
    log.log(seen(finding(Severity.INFO, "a", "x")), 0);

    assertEquals(List.of(), entries);
  }

  @Test
  void theClockMayOverflow() {
    log.log(seen(warning("a", "x")), Long.MAX_VALUE - 10);
    log.log(seen(warning("a", "x")), Long.MAX_VALUE - 10 + REPEAT - 1);

    assertEquals(1, entries.size());
  }

  @Test
  void theEndOfALoggedWarningIsSaidOnce() {
    log.log(seen(warning("a", "x")), 0);
    log.log(ended(warning("a", "x")), 1);
    log.log(ended(warning("a", "x")), 2);

    assertEquals(
        List.of(
            "[firstfin] ENDED   a x: was active for 14 min, at its peak 24,310 sockets in TIME_WAIT; not"
                + " seen for 70 s.\n"),
        entries.subList(1, entries.size()));
  }

  @Test
  void whatWouldSteerATerminalIsNotWritten() {
    log.log(seen(warning("a", "x\u009b2J\u202e")), 0);
    log.log(ended(warning("a", "x\u009b2J\u202e")), 1);

    assertTrue(entries.get(0).startsWith("[firstfin] WARNING a x?2J?: seen."), entries::toString);
    assertTrue(entries.get(1).startsWith("[firstfin] ENDED   a x?2J?: "), entries::toString);
  }

  @Test
  void theEndOfWhatWasNotLoggedIsNotSaid() {
    log.log(ended(warning("a", "x")), 0);

    assertEquals(List.of(), entries);
  }

  @Test
  void aWarningThatComesBackInItsTimeIsNotLoggedAndNeitherIsItsEnd() {
    log.log(seen(warning("a", "x")), 0);
    log.log(ended(warning("a", "x")), 1);
    log.log(seen(warning("a", "x")), 2);
    log.log(ended(warning("a", "x")), 3);

    assertEquals(2, entries.size());
  }

  @Test
  void aNewFindingAboutTimeWaitWaitsForTheNextCheckWhichMayExplainIt() {
    log.log(seen(timeWait("weak", "x")), 0);
    assertEquals(List.of(), entries);

    log.log(seen(timeWait("strong", "x")), 1);
    log.log(seen(timeWait("strong", "x")), 2);

    assertEquals(1, entries.size());
    assertTrue(entries.get(0).startsWith("[firstfin] WARNING strong x"), entries.get(0));
  }

  @Test
  void whatTakesThePlaceOfALoggedWarningLaterSaysSo() {
    log.log(seen(timeWait("weak", "x"), timeWait("weak", "y")), 0);
    log.log(seen(timeWait("weak", "x"), timeWait("weak", "y")), 1);
    log.log(seen(timeWait("strong", "x"), timeWait("weak", "y")), 2);

    assertEquals(3, entries.size());
    assertTrue(entries.get(2).contains("takes the place of the earlier"), entries.get(2));
    assertTrue(!entries.get(1).contains("takes the place of"), entries.get(1));
  }

  @Test
  void whereChecksAreFarApartNoWarningWaits() {
    FindingLog slow = new FindingLog(entries::add, REPEAT_MILLIS, 60_000);

    slow.log(seen(timeWait("a", "x")), 0);

    assertEquals(1, entries.size());
  }

  private static Finding timeWait(String id, String subject) {
    return new FindingBuilder(warning(id, subject)).counting(5000, "sockets in TIME_WAIT").build();
  }

  private static ActiveFindings seen(Finding... findings) {
    return new ActiveFindings(List.of(findings));
  }

  private static ActiveFindings ended(Finding finding) {
    Finding last =
        new FindingBuilder(finding)
            .counting(5000, "sockets in TIME_WAIT")
            .life(new FindingLife(850, 70, 24_310, 1))
            .build();
    return new ActiveFindings(List.of(), List.of(), List.of(last), List.of(last));
  }

  private static Finding warning(String id, String subject) {
    return finding(Severity.WARNING, id, subject);
  }

  private static Finding finding(Severity severity, String id, String subject) {
    return new FindingBuilder(id, severity, subject)
        .summary("seen.")
        .detail("a detail")
        .cause("a cause")
        .remedy("a remedy")
        .notRemedy("another")
        .build();
  }
}
