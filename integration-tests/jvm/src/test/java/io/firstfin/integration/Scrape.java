package io.firstfin.integration;

import io.firstfin.support.Command;
import io.firstfin.support.NetworkNamespace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The answer of {@code /metrics} to curl in the network namespace of a JVM.
 *
 * @param values by the series as the text format writes it, with the labels sorted by name
 */
record Scrape(Map<String, Double> values) {
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final int SECONDS = 30;

  /** Asks until there is an answer. */
  static Scrape of(JvmProcess jvm, int port) {
    Command.Result answer =
        Await.until(
            SECONDS,
            () -> curl(jvm, "--fail", "http://127.0.0.1:" + port + "/metrics"),
            result -> result.status() == 0);
    if (answer.status() != 0) {
      throw new AssertionError("no answer from /metrics: " + answer + "\n" + jvm);
    }
    return new Scrape(parse(answer.out()));
  }

  /** Runs curl beside the JVM. */
  static Command.Result curl(JvmProcess jvm, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("curl", "--silent", "--show-error", "--max-time", "10"));
    command.addAll(List.of(arguments));
    return Command.run(NetworkNamespace.wrap(command, jvm.pid()));
  }

  /** The value of one series; NaN when it is not there. */
  double value(String name, String... labels) {
    return values.getOrDefault(name + labels(labels), Double.NaN);
  }

  /** The sum over all series of a name; those that are NaN count nothing. */
  double sum(String name) {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(name + "{"))
        .mapToDouble(Map.Entry::getValue)
        .filter(value -> !Double.isNaN(value))
        .sum();
  }

  /** The series that are counters and so must never decrease. */
  Map<String, Double> counters() {
    Map<String, Double> counters = new LinkedHashMap<>(values);
    counters.keySet().removeIf(name -> !name.matches("\\w+_(total|count|sum)(\\{.*)?"));
    return counters;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    values.forEach((name, value) -> text.append(name).append(' ').append(value).append('\n'));
    return text.toString();
  }

  private static String labels(String... pairs) {
    Map<String, String> sorted = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      sorted.put(pairs[i], pairs[i + 1]);
    }
    return sorted.isEmpty() ? "" : sorted.toString();
  }

  private static Map<String, Double> parse(String text) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (String line : text.lines().filter(next -> !next.startsWith("#")).toList()) {
      int space = line.lastIndexOf(' ');
      int brace = line.indexOf('{');
      String name = brace < 0 ? line.substring(0, space) : line.substring(0, brace);
      List<String> pairs = new ArrayList<>();
      if (brace >= 0) {
        for (Matcher label = LABEL.matcher(line.substring(brace, space)); label.find(); ) {
          pairs.addAll(List.of(label.group(1), label.group(2)));
        }
      }
      values.put(
          name + labels(pairs.toArray(new String[0])),
          Double.parseDouble(line.substring(space + 1)));
    }
    return values;
  }
}
