package io.firstfin.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;

/** One form of one scenario, run to its end in its own network namespace. */
final class ScenarioRun {
  private static final long DEADLINE_MINUTES = 5;
  private static final int NEEDS_NAMESPACE = 3;

  /** A key of the report's {@code closes}. */
  record Closes(String role, String initiator, String how) {}

  private final String output;
  private final JsonNode json;
  private final SocketCounts sockets;

  private ScenarioRun(String output, JsonNode json, SocketCounts sockets) {
    this.output = output;
    this.json = json;
    this.sockets = sockets;
  }

  static ScenarioRun broken(String scenario, Path folder) throws Exception {
    return run(scenario, Form.BROKEN, folder);
  }

  static ScenarioRun cured(String scenario, Path folder) throws Exception {
    return run(scenario, Form.CURED, folder);
  }

  /** Everything that the run printed. */
  String output() {
    return output;
  }

  /** The number that the pattern's group has matched in the output. */
  int number(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(output);
    assertTrue(matcher.find(), () -> "not found: " + pattern + "\n" + this);
    return Integer.parseInt(matcher.group(1));
  }

  /** What ss counted at the end. */
  SocketCounts sockets() {
    return sockets;
  }

  AgentReport report() throws IOException {
    return AgentReport.parse(json.toString());
  }

  /** The first finding is this one. */
  void assertFoundFirst(String id) throws IOException {
    List<AgentReport.Finding> findings = report().findings();
    assertFalse(findings.isEmpty(), this::toString);
    assertEquals(id, findings.get(0).id(), this::toString);
  }

  boolean found(String id) throws IOException {
    return report().hasAll(List.of(id));
  }

  long closes(Closes kind) {
    return closes()
        .filter(close -> close.path("role").asText().equals(kind.role()))
        .filter(close -> close.path("initiator").asText().equals(kind.initiator()))
        .filter(close -> close.path("how").asText().equals(kind.how()))
        .mapToLong(close -> close.path("count").asLong())
        .sum();
  }

  long closesAs(String role) {
    return closes()
        .filter(close -> close.path("role").asText().equals(role))
        .mapToLong(close -> close.path("count").asLong())
        .sum();
  }

  /** No other process is in the namespace: the agent must know every socket that ss counts. */
  void assertTimeWaitIsThisJvms() {
    assertTrue(sockets.timeWait() > 0, this::toString);
    assertEquals(sockets.timeWait(), json.path("timeWait").path("thisJvm").asInt(), this::toString);
  }

  @Override
  public String toString() {
    return output + "\n" + json.toPrettyString() + "\n" + sockets;
  }

  private Stream<JsonNode> closes() {
    return StreamSupport.stream(json.path("closes").spliterator(), false);
  }

  /** Module tests run in the module's folder, and the script is there. */
  private static ScenarioRun run(String scenario, Form form, Path folder) throws Exception {
    Path json = folder.resolve("report.json");
    Path counts = folder.resolve("counts");
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                "bash",
                "./run",
                scenario,
                "--" + form.label(),
                "--no-build",
                "--namespace",
                "--json",
                json.toString(),
                "--counts",
                counts.toString()));
    builder.environment().keySet().removeIf(name -> name.startsWith("FIRSTFIN_"));
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(DEADLINE_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError(
          "not done in " + DEADLINE_MINUTES + " min:\n" + Files.readString(log));
    }
    String output = Files.readString(log);
    Assumptions.assumeTrue(process.exitValue() != NEEDS_NAMESPACE, output);
    assertEquals(0, process.exitValue(), output);
    return new ScenarioRun(
        output, new ObjectMapper().readTree(json.toFile()), SocketCounts.read(counts));
  }
}
