package io.firstfin.truth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the lines that left sockets in TIME_WAIT with the program's source: the line must belong
 * to the transport that served the port, and the source must close there.
 */
final class Lines {
  private static final Path SOURCES = Path.of(System.getProperty("firstfin.sources"));
  private static final Pattern FRAME = Pattern.compile("([\\w.]+)[$\\w]*\\.\\w+\\([^:]+:(\\d+)\\)");

  private final Map<String, List<String>> files = new HashMap<>();
  final List<String> errors = new ArrayList<>();
  int held;

  /**
   * Compares listening ports only: on the client's side one port has the ends of many transports.
   *
   * @param ports the program's words by port, which begin with a {@link Medium}
   */
  void judge(AgentReport report, Map<Integer, String> ports) throws IOException {
    for (AgentReport.Site site : report.sites) {
      String name = ports.get(site.cell().port());
      if (name == null || !site.cell().role().equals("server")) {
        continue;
      }
      Medium medium = Medium.valueOf(name.split(" ")[0]);
      held += site.timeWait();
      if (!site.line().startsWith(medium.line)) {
        errors.add(site + ": not a line of " + medium + ", which begins with " + medium.line);
      } else if (site.line().startsWith("com.example.") && !closes(site.line())) {
        errors.add(site + ": that line of the source closes nothing");
      }
    }
  }

  private boolean closes(String line) throws IOException {
    Matcher frame = FRAME.matcher(line);
    if (!frame.matches()) {
      return false;
    }
    String type = frame.group(1);
    List<String> source = files.get(type);
    if (source == null) {
      source = Files.readAllLines(SOURCES.resolve(type.replace('.', '/') + ".java"));
      files.put(type, source);
    }
    int number = Integer.parseInt(frame.group(2));
    return number <= source.size()
        && source.get(number - 1).matches(".*\\.(close|shutdownOutput)\\(.*");
  }
}
