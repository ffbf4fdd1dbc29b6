package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstfin.integration.SocketTable.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the dashboard shows is what the kernel has. */
class DashboardIT {
  private static final Dashboard DASHBOARD = Dashboard.read();

  /** Grafana's own, none of them deprecated. */
  private static final Set<String> KINDS = Set.of("stat", "table", "timeseries");

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
      shows(
          monitored,
          "Ports nearest to exhaustion",
          "",
          () -> ports.getAsDouble() / MonitoredJvm.PORTS);
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
   * @param labels those of the panel's series that count, as a selector; all of them without
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
   * @param ss empty when it did not stand still
   */
  private record Shown(List<Double> panel, List<Double> ss) {}
}
