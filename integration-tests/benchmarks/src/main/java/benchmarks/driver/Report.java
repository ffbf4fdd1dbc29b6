package benchmarks.driver;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What {@code report PID --json} says of a program that runs with the agent. */
final class Report {

  private final Map<?, ?> root;

  private Report(Map<?, ?> root) {
    this.root = root;
  }

  static Report of(Setup setup, Program program) throws IOException, InterruptedException {
    String json =
        Namespace.output(
            setup,
            List.of(
                setup.java().toString(),
                "-jar",
                setup.agentJar().orElseThrow().toString(),
                "report",
                Long.toString(program.pid()),
                "--json"));
    if (!(Json.parse(json) instanceof Map<?, ?> root)) {
      throw new IOException("the report is not a JSON object: " + json);
    }
    return new Report(root);
  }

  /** A number by its path, as in {@code agent.dropped}. */
  double number(String path) {
    return ((Number) at(path)).doubleValue();
  }

  String string(String path) {
    return (String) at(path);
  }

  /** The sum of a number over the elements of a list. */
  double sum(String list, String number) {
    double sum = 0;
    for (Map<?, ?> element : list(list)) {
      sum += ((Number) element.get(number)).doubleValue();
    }
    return sum;
  }

  /** TIME_WAIT sockets of the call sites whose line is in a package. */
  double timeWaitOfSitesIn(String packagePrefix) {
    double sum = 0;
    for (Map<?, ?> site : list("sites")) {
      if (site.get("line") instanceof String line && line.startsWith(packagePrefix)) {
        sum += ((Number) site.get("timeWait")).doubleValue();
      }
    }
    return sum;
  }

  @SuppressWarnings("unchecked")
  private List<Map<?, ?>> list(String path) {
    return (List<Map<?, ?>>) at(path);
  }

  private Object at(String path) {
    Object value = root;
    for (String key : path.split("\\.")) {
      value = ((Map<?, ?>) value).get(key);
      if (value == null) {
        throw new IllegalStateException("the report has no " + path + ": " + root);
      }
    }
    return value;
  }
}
