package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstfin.integration.SocketTable.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard shows the kernel's numbers. */
class DashboardIT {
  private static final Dashboard DASHBOARD = Dashboard.read();

  /** Grafana's own kinds of panels, none of them deprecated. */
  private static final Set<String> KINDS = Set.of("stat", "table", "timeseries");

  /** The series that the rules make for a service, from all its JVMs. */
  private static final Pattern PER_SERVICE = Pattern.compile("\\bjob(_[a-z_]+)?:firstfin_");

  private static final int SECONDS = 20;

  @Test
  void panelsShowWhatSsCounts(@TempDir Path folder) {
    try (MonitoredJvm monitored = MonitoredJvm.inTrouble(folder)) {
      DoubleSupplier timeWait = () -> monitored.kernel(State.TIME_WAIT);
      DoubleSupplier closeWait = () -> monitored.kernel(State.CLOSE_WAIT);
      DoubleSupplier ports = () -> timeWait.getAsDouble() + closeWait.getAsDouble();
      assertTrue(timeWait.getAsDouble() > 0 && closeWait.getAsDouble() > 0, monitored::toString);

      shows(monitored, "Sockets of this JVM by state", "{state=\"time_wait\"}", timeWait);
      shows(monitored, "Sockets of this JVM by state", "{state=\"close_wait\"}", closeWait);
      shows(monitored, "TIME_WAIT: this JVM and others", "{owner=\"jvm\"}", timeWait);
      shows(monitored, "Ports taken and ports there are", "", ports);
      shows(monitored, "TIME_WAIT by line", "", timeWait);
      shows(monitored, "TIME_WAIT by destination", "", timeWait);
      shows(monitored, "TIME_WAIT", "", timeWait);
      shows(monitored, "TIME_WAIT by service", "", timeWait);
      shows(monitored, "CLOSE_WAIT", "", closeWait);
      shows(monitored, "CLOSE_WAIT by service", "", closeWait);
      shows(monitored, "Lines that leave most TIME_WAIT", "", timeWait);
      shows(monitored, "Destinations with most TIME_WAIT", "", timeWait);
      DoubleSupplier share = () -> ports.getAsDouble() / MonitoredJvm.PORTS;
      shows(monitored, "Ports nearest to exhaustion", "", share);
      shows(monitored, "JVMs that have most of their ports taken", "", share);
    }
  }

  @Test
  void eachPanelIsOfAKindThatLastsAndSaysWhatToDo() {
    Set<String> wanting = new TreeSet<>();
    for (JsonNode panel : DASHBOARD.panels()) {
      if (!KINDS.contains(panel.path("type").asText())
          || panel.path("description").asText().length() < 40
          || panel.path("targets").isEmpty()
          || !panel.path("datasource").path("uid").asText().equals("${datasource}")) {
        wanting.add(panel.path("title").asText());
      }
    }
    assertEquals(Set.of(), wanting);
    assertEquals(DASHBOARD.panels().size(), DASHBOARD.queries().size(), "titles are unique");
  }

  /**
   * One or more series for each JVM, in a graph of two thousand JVMs, would be useless and would
   * stop a browser.
   */
  @Test
  void whatIsDrawnOfAllServicesDoesNotGrowWithTheJvms() {
    Set<String> growing = new TreeSet<>();
    for (JsonNode panel : DASHBOARD.openPanels()) {
      for (JsonNode target : panel.path("targets")) {
        String query = target.path("expr").asText();
        if (!PER_SERVICE.matcher(query).find() && !query.startsWith("topk(")) {
          growing.add(panel.path("title").asText());
        }
      }
    }
    assertEquals(Set.of(), growing);
  }

  @Test
  void seriesOfSingleJvmsAreOfOneServiceOnly() {
    assertFalse(DASHBOARD.variable("service").path("multi").asBoolean(true));
    assertFalse(DASHBOARD.variable("service").path("includeAll").asBoolean(true));
    Set<String> open = new TreeSet<>();
    for (JsonNode panel : DASHBOARD.panels()) {
      for (JsonNode target : panel.path("targets")) {
        String query = target.path("expr").asText();
        if (query.contains("$instance") && !query.contains("{job=\"$service\", ")) {
          open.add(panel.path("title").asText());
        }
      }
    }
    assertEquals(Set.of(), open);
  }

  /**
   * @param labels a selector of the panel's series that count; without it all of them count
   */
  private static void shows(
      MonitoredJvm monitored, String title, String labels, DoubleSupplier kernel) {
    String query = DASHBOARD.query(title);
    String sum = "sum(" + (labels.isEmpty() ? query : narrowed(query, labels)) + ")";
    Shown shown =
        Await.until(
            SECONDS,
            () -> {
              double before = kernel.getAsDouble();
              List<Double> values = monitored.prometheus().query(sum);
              double after = kernel.getAsDouble();
              return new Shown(values, before == after ? List.of(after) : List.of());
            },
            s -> s.panel().equals(s.ss()));
    assertEquals(shown.ss(), shown.panel(), () -> title + ": " + sum + "\n" + monitored);
  }

  private static String narrowed(String selector, String labels) {
    return selector.replaceFirst("\\}$", ", " + labels.substring(1));
  }

  /**
   * @param ss empty when the count changed meanwhile
   */
  private record Shown(List<Double> panel, List<Double> ss) {}
}
