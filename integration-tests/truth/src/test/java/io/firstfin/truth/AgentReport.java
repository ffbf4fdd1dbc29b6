package io.firstfin.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code report PID --json} says about the connections to some ports. */
final class AgentReport {
  private final JsonNode json;
  final Counts closes = new Counts();
  final Map<Cell, Long> localFirst = new HashMap<>();
  final Map<Cell, Integer> timeWait = new HashMap<>();

  final List<Site> sites = new ArrayList<>();

  /** The lines that closed a destination's sockets in TIME_WAIT. */
  record Site(Cell cell, String line, int timeWait) {}

  private AgentReport(JsonNode json) {
    this.json = json;
    for (JsonNode destination : json.path("destinations")) {
      Cell cell = cell(destination);
      for (JsonNode close : destination.path("closesBy")) {
        closes.add(cell, verdict(close), close.path("count").asLong());
      }
      localFirst.merge(cell, destination.path("closesLocalFirst").asLong(), Long::sum);
      timeWait.merge(cell, destination.path("timeWait").asInt(), Integer::sum);
      for (JsonNode site : destination.path("sites")) {
        sites.add(new Site(cell, site.path("line").asText(), site.path("timeWait").asInt()));
      }
    }
  }

  static AgentReport of(Path java, Path jar, long pid) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    java.toString(),
                    "-jar",
                    jar.toString(),
                    "report",
                    Long.toString(pid),
                    "--json"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (out.isBlank()) {
      throw new IOException("no report of " + pid);
    }
    return new AgentReport(JsonMapper.builder().build().readTree(out));
  }

  private static Cell cell(JsonNode destination) {
    String remote = destination.path("remote").asText();
    return destination.path("role").asText().equals("server")
        ? Cell.server(Address.host(remote), destination.path("listeningPort").asInt())
        : new Cell(destination.path("role").asText(), Address.host(remote), Address.port(remote));
  }

  private static Verdict verdict(JsonNode close) {
    return Verdict.of(
        close.path("initiator").asText(), close.path("how").asText(), close.path("reset").asText());
  }

  /** All closes by role, including those without a destination. */
  Map<String, EnumMap<Verdict, Long>> byRole() {
    Map<String, EnumMap<Verdict, Long>> byRole = new TreeMap<>();
    for (JsonNode close : json.path("closes")) {
      byRole
          .computeIfAbsent(close.path("role").asText(), key -> new EnumMap<>(Verdict.class))
          .merge(verdict(close), close.path("count").asLong(), Long::sum);
    }
    return byRole;
  }

  int destinations() {
    return json.path("destinations").size();
  }

  int timeWaitOfThisJvm() {
    return json.path("timeWait").path("thisJvm").asInt(-1);
  }

  long agent(String key) {
    return json.path("agent").path(key).asLong(-1);
  }

  JsonNode agent() {
    return json.path("agent");
  }
}
