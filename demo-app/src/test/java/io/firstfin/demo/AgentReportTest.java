package io.firstfin.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentReportTest {
  private static final String TWO =
      "{\"findings\":[{\"id\":\"close-per-request\",\"severity\":\"warning\"},"
          + "{\"id\":\"idle-close\",\"severity\":\"info\",\"summary\":\"warning\"}]}";

  @Test
  void findingsKeepTheAgentsOrder() throws Exception {
    assertEquals(
        List.of(
            new AgentReport.Finding("close-per-request", "warning"),
            new AgentReport.Finding("idle-close", "info")),
        AgentReport.parse(TWO).findings());
  }

  @Test
  void infoIsNoWarning() throws Exception {
    assertTrue(AgentReport.parse(TWO).hasWarning());
    assertFalse(
        AgentReport.parse("{\"findings\":[{\"id\":\"idle-close\",\"severity\":\"info\"}]}")
            .hasWarning());
  }

  @Test
  void allExpectedFindingsMustBeThere() throws Exception {
    AgentReport report = AgentReport.parse(TWO);
    assertTrue(report.hasAll(List.of("idle-close", "close-per-request")));
    assertFalse(report.hasAll(List.of("idle-close", "stale-reuse")));
  }

  @Test
  void firstFindingStandsForTheReport() throws Exception {
    assertEquals("close-per-request (warning) and 1 more", AgentReport.parse(TWO).toString());
    assertEquals("nothing", AgentReport.parse("{\"findings\":[]}").toString());
  }

  @Test
  void whatIsNoReportIsRefused() {
    assertThrows(IOException.class, () -> AgentReport.parse("{}"));
    assertThrows(IOException.class, () -> AgentReport.parse("no JSON"));
  }
}
