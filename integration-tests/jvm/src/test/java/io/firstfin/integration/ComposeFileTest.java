package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The compose file, the files that it mounts, and the document about it must agree. */
class ComposeFileTest {
  private static final Path FOLDER = Path.of("../../demo-app/monitoring");
  private static final String COMPOSE = read("demo-app/monitoring/compose.yaml");
  private static final String PROMETHEUS = read("demo-app/monitoring/prometheus/prometheus.yml");
  private static final String DOCUMENT = read("docs/prometheus.md");
  private static final Set<String> SERVICES = new TreeSet<>(found("^  (\\S+):$", services()));

  @Test
  void whatItMountsIsThere() {
    Set<String> missing = new TreeSet<>();
    List<String> mounted = found("^ +- (\\.[^:]*):/\\S+:ro$", COMPOSE);
    assertNotEquals(List.of(), mounted);
    for (String source : mounted) {
      if (!Files.exists(FOLDER.resolve(source)) && !isBuilt(source)) {
        missing.add(source);
      }
    }
    assertEquals(Set.of(), missing);
  }

  /** {@code demo-app/run} uses the same files from there. */
  private static boolean isBuilt(String source) {
    String run = read("demo-app/run");
    String path = FOLDER.resolve(source).normalize().toString().replaceFirst("^(\\.\\./)+", "");
    return path.contains("/target/")
        && (run.contains("$root/" + path) || run.contains(path.replace("demo-app/", "$demo/")));
  }

  @Test
  void theDocumentedAddressIsGrafanasWithTheDashboard() {
    List<String> address = found("localhost:(\\d+/d/\\S+)", DOCUMENT);
    String uid = Dashboard.read().json().path("uid").asText();
    assertEquals(List.of(published("grafana") + "/d/" + uid), address);
    assertTrue(COMPOSE.contains("http://localhost:" + address.get(0)));
  }

  @Test
  void grafanaFindsTheDashboardAndPrometheus() {
    String folder = "demo-app/monitoring/grafana/provisioning/";
    String path = found("path: (\\S+)", read(folder + "dashboards/firstfin.yaml")).get(0);
    assertTrue(COMPOSE.contains("- ./grafana/dashboards:" + path + ":ro"), path);
    assertTrue(COMPOSE.contains("GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH: " + path), path);
    String url = found("url: (\\S+)", read(folder + "datasources/prometheus.yaml")).get(0);
    assertEquals("http://prometheus:" + published("prometheus"), url);
    assertTrue(SERVICES.contains("prometheus"), SERVICES::toString);
  }

  @Test
  void prometheusScrapesEachServiceThatTheAgentIsIn() {
    String port = found("FIRSTFIN_HTTP: \\S+:(\\d+)", COMPOSE).get(0);
    Set<String> watched = new TreeSet<>(found("targets: \\[\"(\\S+)\"\\]", PROMETHEUS));
    Set<String> expected = new TreeSet<>();
    for (String service : SERVICES) {
      if (of(service).contains("<<: *demo")) {
        expected.add(service + ":" + port);
      }
    }
    assertEquals(expected, watched);
  }

  @Test
  void theScenarioIsOneOfTheDemos() {
    String scenarios = read("demo-app/src/main/resources/io/firstfin/demo/scenarios.txt");
    Set<String> names = new TreeSet<>(found("- (\\S+)\\R +- (?:broken|cured)$", COMPOSE));
    assertEquals(Set.of("steady-load"), names);
    assertTrue(scenarios.contains("steady-load"), scenarios);
  }

  /** The port of a service's container, which is the port of the host too. */
  private static String published(String service) {
    MatchResult ports =
        Pattern.compile("- 127\\.0\\.0\\.1:(\\d+):(\\d+)")
            .matcher(of(service))
            .results()
            .findFirst()
            .orElseThrow();
    assertEquals(ports.group(1), ports.group(2));
    return ports.group(1);
  }

  private static String of(String service) {
    return found("(?s)^  " + service + ":\\R(.*?)(?=^  \\S|\\z)", services()).get(0);
  }

  private static String services() {
    return COMPOSE.substring(COMPOSE.indexOf("\nservices:\n"));
  }

  private static List<String> found(String expression, String text) {
    return Pattern.compile(expression, Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of("../..").resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
