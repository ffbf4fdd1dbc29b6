package benchmarks.driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** What {@code report PID --json} says about a program that runs with the agent. */
final class Report {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final JsonNode root;

  private Report(JsonNode root) {
    this.root = root;
  }

  static Report of(Setup setup, Program program) throws IOException, InterruptedException {
    String json =
        Namespace.output(
            setup, setup.agentCommand("report", Long.toString(program.pid()), "--json"));
    return new Report(MAPPER.readTree(json));
  }

  /** A number by its path, such as {@code agent.dropped}. */
  double number(String path) {
    return number(at(path), path);
  }

  String string(String path) {
    return at(path).asText();
  }

  /** The sum of a number over the elements of a list. */
  double sum(String list, String number) {
    double sum = 0;
    for (JsonNode element : at(list)) {
      sum += number(element.path(number), list + "." + number);
    }
    return sum;
  }

  /** The number of TIME_WAIT sockets of the call sites whose line is in a package. */
  double timeWaitOfSitesIn(String packagePrefix) {
    double sum = 0;
    for (JsonNode site : at("sites")) {
      if (site.path("line").asText().startsWith(packagePrefix)) {
        sum += number(site.path("timeWait"), "sites.timeWait");
      }
    }
    return sum;
  }

  private double number(JsonNode value, String path) {
    if (!value.isNumber()) {
      throw new IllegalStateException(path + " of the report is no number: " + root);
    }
    return value.doubleValue();
  }

  private JsonNode at(String path) {
    JsonNode value = root.at("/" + path.replace('.', '/'));
    if (value.isMissingNode() || value.isNull()) {
      throw new IllegalStateException("the report has no " + path + ": " + root);
    }
    return value;
  }
}
