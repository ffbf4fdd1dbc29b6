package benchmarks.fleet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes one Prometheus watch a simulated fleet, and prints what that costs the Prometheus.
 *
 * <p>Arguments: folder of the rules, scratch folder, JVMs, services.
 */
public final class Fleet {
  /**
   * The interval of scrapes and of rules: Prometheus' default is a minute; most users choose a
   * quarter of it.
   */
  private static final int INTERVAL_SECONDS = 15;

  private static final Pattern RECORD = Pattern.compile("- record: (\\S+)");

  /** What a dashboard shows of the lines of a fleet. */
  private static final String BY_LINE = "job_site_line:firstfin_time_wait:sum";

  private static final int QUERIES = 3;

  /** The rules use the last five minutes. */
  private static final int SCRAPES_MINUTES = 5;

  private static final int RULES_MINUTES = 3;

  private static final String RECORDING = "firstfin-recording.rules.yml";

  private static final String CPU =
      "scalar(rate(process_cpu_seconds_total{job=\"prometheus\"}[2m]))";

  private static final String LARGEST = "{rule_group=~\".*;firstfin-services\"}";

  /** Evaluations a second of the largest group; a machine that is too busy skips some. */
  private static final String DONE =
      "scalar(sum(rate(prometheus_rule_group_iterations_total"
          + LARGEST
          + "[2m]) - rate(prometheus_rule_group_iterations_missed_total"
          + LARGEST
          + "[2m])))";

  private Fleet() {}

  public static void main(String[] arguments) throws Exception {
    Path rules = Path.of(arguments[0]);
    Path scratch = Path.of(arguments[1]);
    int count = Integer.parseInt(arguments[2]);
    int services = Integer.parseInt(arguments[3]);
    try (Jvms jvms = new Jvms(services)) {
      String scrapes = configuration(jvms, count);
      Path file = scratch.resolve("prometheus.yml");
      Files.writeString(file, scrapes);
      try (Prometheus prometheus = new Prometheus(file, scratch)) {
        waitFor(SCRAPES_MINUTES, "scrapes alone", prometheus);
        double scrapesCpu = prometheus.scalar(CPU);
        Files.writeString(
            file,
            scrapes + "rule_files: ['" + rules.toAbsolutePath() + "/firstfin-*.rules.yml']\n");
        prometheus.reload();
        waitFor(RULES_MINUTES, "with the rules", prometheus);
        figures(prometheus, jvms, count, services, scrapesCpu);
        ofRules(rules, prometheus);
        ofDashboard(rules, prometheus);
      }
    }
    System.exit(0);
  }

  private static String configuration(Jvms jvms, int count) {
    StringBuilder text = new StringBuilder();
    text.append("global: {scrape_interval: ").append(INTERVAL_SECONDS);
    text.append("s, evaluation_interval: ").append(INTERVAL_SECONDS).append("s}\n");
    text.append("scrape_configs:\n");
    text.append("- {job_name: prometheus, static_configs: [{targets: ['127.0.0.1:9090']}]}\n");
    text.append("- job_name: fleet\n  static_configs:\n");
    for (int jvm = 0; jvm < count; jvm++) {
      text.append(
          String.format(
              "  - {targets: ['127.0.0.1:%d'], labels: {job: %s, instance: jvm-%d,"
                  + " __metrics_path__: /%d}}%n",
              jvms.port(), jvms.service(jvm), jvm, jvm));
    }
    return text.toString();
  }

  private static void waitFor(int minutes, String what, Prometheus prometheus) throws Exception {
    for (int minute = 1; minute <= minutes; minute++) {
      TimeUnit.MINUTES.sleep(1);
      System.err.printf(
          "%s, minute %d of %d: %.0f series%n",
          what, minute, minutes, prometheus.scalar("scalar(prometheus_tsdb_head_series)"));
    }
  }

  private static void figures(
      Prometheus prometheus, Jvms jvms, int count, int services, double scrapesCpu)
      throws Exception {
    line(
        "%,d JVMs of %d services, %d series each; scrapes and rules every %d s; %d CPUs, load %s",
        count,
        services,
        jvms.page(0).lines().count(),
        INTERVAL_SECONDS,
        Runtime.getRuntime().availableProcessors(),
        Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
    line("| what | figure |");
    line("|---|---|");
    row(prometheus, "JVMs that answered", "%,.0f", "scalar(count(up{job=~\"service.*\"} == 1))");
    row(prometheus, "series in Prometheus", "%,.0f", "scalar(prometheus_tsdb_head_series)");
    row(
        prometheus,
        "samples taken in a second",
        "%,.0f",
        "scalar(sum(rate(prometheus_tsdb_head_samples_appended_total[2m])))");
    row(
        prometheus,
        "a scrape, median of the fleet",
        "%.4f s",
        "scalar(quantile(0.5, scrape_duration_seconds{job=~\"service.*\"}))");
    row(
        prometheus,
        "a scrape, 99th percentile",
        "%.4f s",
        "scalar(quantile(0.99, scrape_duration_seconds{job=~\"service.*\"}))");
    line("| CPU of Prometheus for the scrapes | %.2f cores |", scrapesCpu);
    double rulesCpu = prometheus.scalar(CPU) - scrapesCpu;
    line("| CPU that the rules add | %.2f cores |", rulesCpu);
    line("| CPU of one evaluation of all rules | %.2f s |", rulesCpu / prometheus.scalar(DONE));
    row(
        prometheus,
        "resident memory of Prometheus",
        "%,.0f MB",
        "scalar(process_resident_memory_bytes{job=\"prometheus\"}) / 1e6");
    row(
        prometheus,
        "evaluations of rules that failed, or were skipped for want of CPU",
        "%.0f",
        "scalar(sum(prometheus_rule_evaluation_failures_total)"
            + " + sum(prometheus_rule_group_iterations_missed_total))");
    for (String group : new String[] {"firstfin-instances", "firstfin-services", "firstfin"}) {
      row(
          prometheus,
          "an evaluation of the rules " + group,
          "%.3f s",
          "scalar(avg_over_time(prometheus_rule_group_last_duration_seconds{rule_group=~\".*;"
              + group
              + "\"}[2m]))");
    }
  }

  /** A rule that finds nothing costs nothing, and would make the figures too good. */
  private static void ofRules(Path rules, Prometheus prometheus) throws Exception {
    double series = 0;
    Matcher records = RECORD.matcher(Files.readString(rules.resolve(RECORDING)));
    while (records.find()) {
      double found = prometheus.scalar("scalar(count(" + records.group(1) + "))");
      if (!(found > 0)) {
        throw new IllegalStateException("the rule " + records.group(1) + " finds no series");
      }
      series += found;
    }
    line("| series that the rules make | %,.0f |", series);
  }

  private static void ofDashboard(Path rules, Prometheus prometheus) throws Exception {
    Matcher rule =
        Pattern.compile("- record: " + BY_LINE + "\\s+expr: (.+)")
            .matcher(Files.readString(rules.resolve(RECORDING)));
    if (!rule.find()) {
      throw new IllegalStateException("no rule " + BY_LINE);
    }
    double raw = median(prometheus, rule.group(1));
    double recorded = median(prometheus, BY_LINE);
    line("| a graph of TIME_WAIT by line, from each JVM's series | %s |", millis(raw));
    line("| the same, from the rules' | %s (%.3f) |", millis(recorded), recorded / raw);
  }

  private static String millis(double millis) {
    return Double.isNaN(millis)
        ? "none in the time that Prometheus gives a query"
        : String.format(Locale.ENGLISH, "%,.0f ms", millis);
  }

  private static double median(Prometheus prometheus, String expression) throws Exception {
    double[] millis = new double[QUERIES];
    for (int i = 0; i < QUERIES; i++) {
      millis[i] = prometheus.rangeQueryMillis(expression);
    }
    Arrays.sort(millis);
    return millis[QUERIES / 2];
  }

  private static void row(Prometheus prometheus, String what, String format, String expression)
      throws Exception {
    line("| %s | " + format + " |", what, prometheus.scalar(expression));
  }

  private static void line(String format, Object... arguments) {
    System.out.println(String.format(Locale.ENGLISH, format, arguments));
  }
}
