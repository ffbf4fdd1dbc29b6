package io.firstfin.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.report.ReportFormatException;
import io.firstfin.report.ReportJson;
import org.junit.jupiter.api.Test;

class PageDataTest {
  private static final String HOSTILE =
      "com.acme.</script><script>alert(1)</script>&\\u2028.run(A.java:1)";

  private final PageData data = new PageData(10_000, 0.7);

  @Test
  void beforeTheFirstCheckThereIsNoReport() {
    assertEquals(
        "{\"now\":5,\"intervalMillis\":10000,\"warnPorts\":0.7,\"history\":{\"time\":[],"
            + "\"timeWait\":[],\"closeWait\":[],\"closes\":[]},\"report\":null}",
        data.json(5));
  }

  @Test
  void theReportIsTheOneOfTheCommandLine() throws ReportFormatException {
    String report = ReportJson.write(ReportJson.read(report("com.acme.A.run(A.java:1)")));
    data.update(ReportJson.read(report));
    String json = data.json(System.currentTimeMillis());
    assertTrue(json.endsWith(",\"report\":" + report + "}"), json);
    assertTrue(json.contains(",\"stale\":false,"), json);
  }

  @Test
  void textFromClassFilesCannotBeTakenForMarkup() throws ReportFormatException {
    data.update(ReportJson.read(report(HOSTILE)));
    String json = data.json(0);
    assertFalse(json.contains("<") || json.contains(">") || json.contains("&"), json);
    assertTrue(json.chars().allMatch(c -> c < 127), json);
    assertTrue(json.contains("\\u003cscript\\u003ealert(1)"), json);
    assertTrue(json.contains("\\u2028"), json);
  }

  private static String report(String line) {
    return "{\"version\":1,\"time\":\"2026-11-22T10:00:00Z\",\"sites\":[{\"id\":\"00000001\","
        + "\"role\":\"client\",\"initiator\":\"local\",\"how\":\"fin\",\"line\":\""
        + line
        + "\"}]}";
  }
}
