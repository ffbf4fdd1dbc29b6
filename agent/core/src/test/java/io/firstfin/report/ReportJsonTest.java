package io.firstfin.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.picture.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportJsonTest {
  static Stream<Report> reports() {
    return Stream.of(
        Reports.allWell(), Reports.timeWait(), Reports.closeWaitLeak(), Reports.unknownKernel());
  }

  @ParameterizedTest
  @MethodSource("reports")
  void whatIsWrittenIsReadBack(Report report) throws Exception {
    String json = ReportJson.write(report);

    assertEquals(json, ReportJson.write(ReportJson.read(json)));
  }

  @ParameterizedTest
  @MethodSource("reports")
  void aReportThatWasReadSaysTheSameToPeople(Report report) throws Exception {
    Report read = ReportJson.read(ReportJson.write(report));

    assertEquals(ReportText.render(report, false, 100), ReportText.render(read, false, 100));
  }

  @Test
  void noMoreDestinationsAndSitesThanTopStandUnderTheContractsKeysAndNoneIsLost() throws Exception {
    for (Report report : reports().toList()) {
      Map<?, ?> json = tree(report);

      assertEquals(
          report.picture.heaviestDestinations().size(),
          ((List<?>) json.get("destinations")).size());
      assertEquals(report.picture.heaviestSites().size(), ((List<?>) json.get("sites")).size());
      Report read = ReportJson.read(ReportJson.write(report));
      assertEquals(report.picture.destinations.size(), read.picture.destinations.size());
      assertEquals(report.picture.sites.size(), read.picture.sites.size());
    }
  }

  @Test
  void theContractsKeysComeInTheirOrder() throws Exception {
    Map<?, ?> json = tree(Reports.timeWait());

    assertEquals(
        List.of(
            "version",
            "pid",
            "time",
            "watchingSeconds",
            "kernel",
            "closes",
            "timeWait",
            "destinations",
            "sites",
            "idle",
            "heldSockets",
            "acceptQueues",
            "findings",
            "agent"),
        without(
            json,
            "top",
            "otherDestinations",
            "otherSites",
            "lastCloses",
            "listeningPorts",
            "closeWait",
            "counters",
            "descriptors",
            "finWait2",
            "unconnected",
            "connectFailures",
            "totals",
            "ports",
            "ending",
            "ended",
            "thresholds"));
    assertStartsWith(json.get("kernel"), "source", "millis", "states");
    assertStartsWith(first(json, "closes"), "role", "initiator", "how", "count");
    assertStartsWith(json.get("timeWait"), "total", "thisJvm", "others");
    assertStartsWith(
        first(json, "destinations"),
        "role",
        "remote",
        "timeWait",
        "closeWait",
        "closesPerSecond",
        "portsUsed",
        "portsMax",
        "secondsToExhaustion");
    assertStartsWith(
        without((Map<?, ?>) first(json, "sites"), "via"),
        "id",
        "role",
        "initiator",
        "how",
        "closes",
        "timeWait",
        "sampled",
        "marginPercent",
        "line",
        "frames");
    assertStartsWith(
        without((Map<?, ?>) first(json, "findings"), "topic", "details", "cause"),
        "id",
        "severity",
        "subject",
        "summary",
        "evidence",
        "remedy",
        "notRemedy");
    assertStartsWith(json.get("agent"), "dropped", "errors", "hookNanosMedian", "capabilities");
  }

  @Test
  void valuesHaveTheContractsForm() throws Exception {
    String json = ReportJson.write(Reports.timeWait());

    assertTrue(json.contains("\"time\": \"2026-11-22T10:00:00Z\""), json);
    assertTrue(json.contains("\"watchingSeconds\": 73.2,"), json);
    assertTrue(json.contains("\"closesPerSecond\": 412.0,"), json);
    assertTrue(json.contains("\"fin_wait_2\": 3"), json);
    assertTrue(json.contains("\"count\": 30000, \"reset\": \"none\"}"), json);
  }

  @Test
  void unknownNumbersAreNullAndUnknownStatesAbsent() throws Exception {
    Map<?, ?> json = tree(Reports.unknownKernel());
    Map<?, ?> timeWait = (Map<?, ?>) json.get("timeWait");
    Map<?, ?> kernel = (Map<?, ?>) json.get("kernel");
    Map<?, ?> destination = (Map<?, ?>) first(json, "destinations");

    assertTrue(timeWait.containsKey("total"));
    assertEquals(null, timeWait.get("total"));
    assertEquals(null, kernel.get("millis"));
    assertEquals(Map.of(), kernel.get("states"));
    assertEquals(null, destination.get("secondsToExhaustion"));
    assertFalse(ReportJson.write(Reports.unknownKernel()).contains(": -1"));
  }

  @Test
  void evidenceKeepsItsTypes() throws Exception {
    Map<String, Object> evidence =
        ReportJson.read(ReportJson.write(Reports.timeWait())).findings.get(0).evidence;

    assertEquals(Map.of("timeWait", 24_297L, "share", 0.5, "remote", "10.0.0.5:6379"), evidence);
  }

  @Test
  void whatIsMissingIsUnknownAndWhatIsNewIsIgnored() throws Exception {
    Picture picture =
        ReportJson.read(
                "{\"version\":1,\"time\":\"2026-11-22T10:00:00Z\",\"new\":[{}],"
                    + "\"kernel\":{\"states\":{\"bound\":3}}}")
            .picture;

    assertEquals(-1, picture.timeWait.total);
    assertEquals(-1, picture.ports.max());
    assertEquals(Map.of(), picture.kernel.states);
  }

  @Test
  void anotherVersionIsRefusedInOneLine() {
    assertEquals(
        "the report has version 2; this firstfin.jar reads version 1", error("{\"version\":2}"));
    assertEquals(
        "not a report: version is missing; this firstfin.jar reads version 1", error("{}"));
  }

  @Test
  void aValueOfAnotherTypeIsNamedByItsPath() {
    assertEquals(
        "not a report: destinations[1].timeWait should be a whole number, but is \"many\"",
        error(
            "{\"version\":1,\"time\":\"2026-11-22T10:00:00Z\","
                + "\"destinations\":[{},{\"timeWait\":\"many\"}]}"));
    assertEquals("not a report: the text should be an object, but is an array", error("[]"));
    assertEquals(
        "not a report: time should be a UTC time", error("{\"version\":1,\"time\":\"noon\"}"));
  }

  private static String error(String json) {
    return assertThrows(ReportFormatException.class, () -> ReportJson.read(json)).getMessage();
  }

  private static Map<?, ?> tree(Report report) throws Exception {
    return (Map<?, ?>) JsonReader.read(ReportJson.write(report));
  }

  private static Object first(Map<?, ?> json, String key) {
    return ((List<?>) json.get(key)).get(0);
  }

  private static List<Object> without(Map<?, ?> json, String... extra) {
    List<Object> keys = new ArrayList<>(json.keySet());
    keys.removeAll(List.of(extra));
    return keys;
  }

  private static void assertStartsWith(Object json, Object... keys) {
    List<?> found =
        json instanceof Map ? new ArrayList<>(((Map<?, ?>) json).keySet()) : (List<?>) json;
    assertEquals(List.of(keys), found.subList(0, keys.length));
  }
}
