package io.firstfin.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.firstfin.support.Command;
import io.firstfin.support.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Prometheus that scrapes one JVM and evaluates the project's rules, in the JVM's network
 * namespace and with its data in a folder of its own. A minute of the rules lasts a second here, so
 * that a test can see what takes ten minutes.
 */
final class Prometheus implements AutoCloseable {
  static final Path RULES = Path.of("../../demo-app/monitoring/prometheus");

  /** The label {@code job} of the JVM that is watched. */
  static final String SERVICE = "shop";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int START_SECONDS = 30;
  private static final int SCRAPE_MILLIS = 1_000;

  private final Process process;
  private final JvmProcess jvm;
  private final String address;
  private final Path log;

  private Prometheus(Process process, JvmProcess jvm, String address, Path log) {
    this.process = process;
    this.jvm = jvm;
    this.address = address;
    this.log = log;
  }

  /** Skips the test where Prometheus is not installed. */
  static void assume() {
    for (String command : List.of("prometheus", "promtool", "curl")) {
      Assumptions.assumeTrue(
          Command.run(command, "--version").status() == 0, () -> "needs " + command);
    }
  }

  /**
   * Starts to scrape the JVM's metrics every second; returns when it has them.
   *
   * @param folder for configuration and data; emptied by the caller
   */
  static Prometheus watch(JvmProcess jvm, int metricsPort, Path folder) {
    String address = "127.0.0.1:" + Ports.block();
    Path log = folder.resolve("prometheus.log");
    try {
      for (String rules : List.of("recording", "alerting")) {
        String name = "firstfin-" + rules + ".rules.yml";
        Files.writeString(
            folder.resolve(name), minutesAsSeconds(Files.readString(RULES.resolve(name))));
      }
      Files.writeString(
          folder.resolve("prometheus.yml"),
          String.join(
              "\n",
              "global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}",
              "rule_files: ['firstfin-*.rules.yml']",
              "scrape_configs:",
              "- {job_name: "
                  + SERVICE
                  + ", static_configs: [{targets: ['127.0.0.1:"
                  + metricsPort
                  + "']}]}",
              "- {job_name: prometheus, static_configs: [{targets: ['" + address + "']}]}",
              ""));
      List<String> command =
          List.of(
              "prometheus",
              "--config.file=" + folder.resolve("prometheus.yml"),
              "--storage.tsdb.path=" + folder.resolve("data"),
              "--web.listen-address=" + address);
      Process process =
          new ProcessBuilder(NetworkNamespace.wrap(command, jvm.pid()))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      Prometheus prometheus = new Prometheus(process, jvm, address, log);
      prometheus.awaitFirstScrape();
      return prometheus;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Matches durations such as {@code 5m}, but not the part of a rule's name that looks the same.
   */
  static String minutesAsSeconds(String rules) {
    return rules.replaceAll("(?<![A-Za-z0-9])(\\d+)m\\b", "$1s");
  }

  /** The values of an instant query, one for each series; none when it finds nothing. */
  List<Double> query(String expression) {
    return StreamSupport.stream(series(expression).spliterator(), false)
        .map(
            series ->
                Double.valueOf(series.path("value").path(1).asText().replace("Inf", "Infinity")))
        .toList();
  }

  /** The one value of a query; empty when it finds no series, or more than one. */
  Optional<Double> value(String expression) {
    List<Double> values = query(expression);
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  /** The rules, as Prometheus has read them: name, type, query, health, lastError. */
  List<JsonNode> rules() {
    List<JsonNode> rules = new ArrayList<>();
    for (JsonNode group : get("/api/v1/rules").path("groups")) {
      group.path("rules").forEach(rules::add);
    }
    return rules;
  }

  private JsonNode series(String expression) {
    JsonNode data = get("/api/v1/query", "query=" + expression);
    if (!data.path("resultType").asText().equals("vector")) {
      throw new AssertionError("not a vector: " + expression + ": " + data);
    }
    return data.path("result");
  }

  private JsonNode get(String path, String... parameters) {
    List<String> encoded = new ArrayList<>();
    for (String parameter : parameters) {
      encoded.addAll(List.of("--data-urlencode", parameter));
    }
    Command.Result result = curl(path, encoded.toArray(String[]::new));
    try {
      JsonNode answer = JSON.readTree(result.out());
      if (result.status() != 0 || !answer.path("status").asText().equals("success")) {
        throw new AssertionError(path + " " + List.of(parameters) + ": " + result + "\n" + this);
      }
      return answer.path("data");
    } catch (IOException e) {
      throw new UncheckedIOException(result + "\n" + this, e);
    }
  }

  private Command.Result curl(String path, String... options) {
    List<String> arguments = new ArrayList<>(List.of("--get"));
    arguments.addAll(List.of(options));
    arguments.add("http://" + address + path);
    return Scrape.curl(jvm, arguments.toArray(String[]::new));
  }

  private void awaitFirstScrape() {
    curl(
        "/-/ready",
        "--retry",
        Integer.toString(START_SECONDS),
        "--retry-delay",
        "1",
        "--retry-connrefused");
    boolean scraped =
        Await.until(
            START_SECONDS,
            // Each query leaves a TIME_WAIT in a table that is small on purpose.
            SCRAPE_MILLIS,
            () -> value("up{job=\"" + SERVICE + "\"} == 1").isPresent(),
            done -> done || !process.isAlive());
    if (!scraped) {
      close();
      throw new AssertionError("no metrics of the JVM: " + this + "\n" + jvm);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    try {
      return "prometheus: "
          + Files.readAllLines(log).stream().filter(line -> !line.contains("level=info")).toList();
    } catch (IOException e) {
      return "prometheus, " + log + ": " + e;
    }
  }
}
