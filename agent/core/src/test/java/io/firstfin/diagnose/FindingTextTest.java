package io.firstfin.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTextTest {
  private static final int WIDTH = 97;
  private static final String MORE = "More: java -jar firstfin.jar explain close-per-request";

  @Test
  void laysTheWarningOutAsDocumented() {
    Finding finding =
        finding(
            "24,310 sockets in TIME_WAIT, +412/s; 86 % of the 28,232 ports to this destination are"
                + " taken, the rest last 9 s.",
            List.of(
                "This JVM closed first in 24,297 of them (client side, 1 exchange each).",
                "98 %  com.acme.CacheClient.get(CacheClient.java:42)  via"
                    + " redis.clients.jedis.Jedis.close and so on, however long",
                "2 %  com.acme.Health.ping(Health.java:17)"),
            "one connection per call",
            List.of("keep one JedisPooled for the process and let it keep connections"),
            List.of("net.ipv4.tcp_fin_timeout (it governs FIN_WAIT_2, not TIME_WAIT)"));

    assertEquals(
        List.of(
            "close-per-request 10.0.0.5:6379: 24,310 sockets in TIME_WAIT, +412/s; 86 % of the"
                + " 28,232 ports to",
            "this destination are taken, the rest last 9 s.",
            "This JVM closed first in 24,297 of them (client side, 1 exchange each).",
            "  98 %  com.acme.CacheClient.get(CacheClient.java:42)  via"
                + " redis.clients.jedis.Jedis.close and so on, however long",
            "   2 %  com.acme.Health.ping(Health.java:17)",
            "Cause: one connection per call.",
            "Remedy: keep one JedisPooled for the process and let it keep connections.",
            "Not a remedy: net.ipv4.tcp_fin_timeout (it governs FIN_WAIT_2, not TIME_WAIT).",
            MORE),
        FindingText.lines(finding, WIDTH));
  }

  @Test
  void severalRemediesAreNumberedAndHang() {
    Finding finding =
        finding(
            "seen",
            List.of(),
            "no pool.",
            List.of("share one client", "read the body to its end and close it"),
            List.of());

    assertEquals(
        List.of(
            "close-per-request 10.0.0.5:6379: seen",
            "Cause: no pool.",
            "Remedy: 1. share one client.",
            "        2. read the body to its end and",
            "           close it.",
            MORE),
        FindingText.lines(finding, 40));
  }

  @Test
  void theCommandThatChecksStaysOnOneLine() {
    Finding finding = parts("seen.").evidence("check", "ss -Htan state time-wait | wc -l").build();

    assertEquals(
        List.of(
            "close-per-request 10.0.0.5:6379: seen.",
            "Check: ss -Htan state time-wait | wc -l",
            MORE),
        FindingText.lines(finding, 40));
  }

  @Test
  void theFirstLineLeavesRoomForWhatTheLogPutsBeforeIt() {
    Finding finding = finding("a b c d e f g h i j k", List.of(), "", List.of(), List.of());

    String first = FindingText.lines(finding, 45, 8).get(0);

    assertTrue(first.length() <= 37, first);
  }

  @Test
  void saysForHowLongItIsActiveAndThePeakThatIsOver() {
    Finding finding = parts("seen.").counting(5000, "sockets").build();

    assertEquals(
        "Active for 14 min, at its peak 24,310 sockets.",
        line(finding.living(new FindingLife(850, 0, 24_310, 1))));
    assertEquals("Active for 14 min.", line(finding.living(new FindingLife(850, 0, 5000, 1))));
    assertEquals(
        "Active for 14 min; it has begun 3 times since the agent began to watch.",
        line(finding.living(new FindingLife(850, 0, 5000, 3))));
    assertEquals(
        "Active again; it has begun 2 times since the agent began to watch.",
        line(finding.living(new FindingLife(0, 0, 5000, 2))));
  }

  @Test
  void ofOneThatHasJustBegunNothingIsSaid() {
    Finding finding = finding("seen.", List.of(), "", List.of(), List.of());

    assertEquals(MORE, line(finding.living(new FindingLife(59, 0, 9, 1))));
  }

  @Test
  void aPeakThatIsNotKnownIsNotSaid() {
    Finding finding = finding("seen.", List.of(), "", List.of(), List.of());

    assertEquals(
        "close-per-request 10.0.0.5:6379: was active for 2 h; not seen for 61 s.",
        FindingText.gone(finding.living(new FindingLife(7200, 61, -1, 1))));
  }

  private static String line(Finding finding) {
    return FindingText.lines(finding, WIDTH).get(1);
  }

  @Test
  void aFindingWithoutCauseOrRemedyIsItsSummary() {
    assertEquals(
        List.of("close-per-request 10.0.0.5:6379: seen.", MORE),
        FindingText.lines(finding("seen.", List.of(), "", List.of(), List.of()), WIDTH));
  }

  private static FindingBuilder parts(String summary) {
    return new FindingBuilder("close-per-request", Severity.WARNING, "10.0.0.5:6379")
        .summary(summary);
  }

  private static Finding finding(
      String summary,
      List<String> details,
      String cause,
      List<String> remedy,
      List<String> notRemedy) {
    return parts(summary)
        .details(details)
        .cause(cause)
        .remedies(remedy)
        .notRemedies(notRemedy)
        .build();
  }
}
