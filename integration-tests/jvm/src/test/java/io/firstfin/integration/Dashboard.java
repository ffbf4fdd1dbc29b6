package io.firstfin.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The project's Grafana dashboard, with every service chosen, and all instances of one service. */
final class Dashboard {
  private static final Path FILE =
      Path.of("../../demo-app/monitoring/grafana/dashboards/firstfin.json");

  /** The values that Grafana would insert; the interval of a rate is at least four scrapes. */
  private static final Map<String, String> VARIABLES =
      Map.of(
          "$job", ".+",
          "$service", Prometheus.SERVICE,
          "$instance", ".+",
          "$__rate_interval", "2m");

  private final JsonNode json;

  private Dashboard(JsonNode json) {
    this.json = json;
  }

  static Dashboard read() {
    try {
      return new Dashboard(new ObjectMapper().readTree(FILE.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode json() {
    return json;
  }

  /** All its panels, without the headings of its rows. */
  List<JsonNode> panels() {
    List<JsonNode> panels = openPanels();
    for (JsonNode row : json.path("panels")) {
      row.path("panels").forEach(panels::add);
    }
    return panels;
  }

  /** The panels that are drawn at once: all except those in collapsed rows. */
  List<JsonNode> openPanels() {
    List<JsonNode> panels = new ArrayList<>();
    for (JsonNode panel : json.path("panels")) {
      if (!panel.path("type").asText().equals("row")) {
        panels.add(panel);
      }
    }
    return panels;
  }

  /** Returns a variable by its name. */
  JsonNode variable(String name) {
    for (JsonNode variable : json.path("templating").path("list")) {
      if (variable.path("name").asText().equals(name)) {
        return variable;
      }
    }
    throw new AssertionError("no variable " + name);
  }

  /** The queries of each panel, by its title. */
  Map<String, List<String>> queries() {
    Map<String, List<String>> queries = new LinkedHashMap<>();
    for (JsonNode panel : panels()) {
      List<String> ofPanel = new ArrayList<>();
      panel.path("targets").forEach(target -> ofPanel.add(filled(target.path("expr").asText())));
      queries.put(panel.path("title").asText(), ofPanel);
    }
    return queries;
  }

  /** The first query of a panel, which may be its only one. */
  String query(String title) {
    List<String> queries = queries().get(title);
    if (queries == null) {
      throw new AssertionError("no panel '" + title + "', but " + queries().keySet());
    }
    return queries.get(0);
  }

  private static String filled(String query) {
    String filled = query;
    for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
      filled = filled.replace(variable.getKey(), variable.getValue());
    }
    return filled;
  }
}
