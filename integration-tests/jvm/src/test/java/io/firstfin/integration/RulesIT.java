package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.firstfin.support.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Prometheus' own checks and unit tests of the rules, and the links of the alerts. */
class RulesIT {
  private static final Path ALERTS = Prometheus.RULES.resolve("firstfin-alerting.rules.yml");
  private static final Path PAGES = Path.of("../../docs/findings");
  private static final String ADDRESS =
      "https://github.com/firstfin/firstfin/blob/main/docs/findings/";

  /** The alert for any finding: the agent's own tests check that each id has its page. */
  private static final String OF_ANY_FINDING = "{{ $labels.id }}.md";

  @Test
  void promtoolFindsNoFault() {
    promtool("check", "rules", files(Prometheus.RULES, ".rules.yml"));
  }

  @Test
  void promtoolTakesTheConfigurationThatFindsThem() {
    promtool("check", "config", List.of(Prometheus.RULES.resolve("prometheus.yml").toString()));
  }

  @Test
  void unitTestsPass() {
    promtool("test", "rules", files(Prometheus.RULES.resolve("tests"), ".test.yml"));
  }

  @Test
  void eachAlertLinksToAPage() throws IOException {
    List<String> links = found("runbook_url: (.+)", ALERTS);
    assertEquals(found("- alert: (.+)", ALERTS).size(), links.size(), "one link an alert");
    Set<String> dead = new TreeSet<>();
    for (String link : links) {
      String page = link.startsWith(ADDRESS) ? link.substring(ADDRESS.length()) : link;
      if (!Files.exists(PAGES.resolve(page)) && !page.equals(OF_ANY_FINDING)) {
        dead.add(link);
      }
    }
    assertEquals(Set.of(), dead);
  }

  private static void promtool(String command, String object, List<String> files) {
    Prometheus.assume();
    List<String> line = new ArrayList<>(List.of("promtool", command, object));
    line.addAll(files);
    Command.Result result = Command.run(line);
    assertEquals(0, result.status(), result::toString);
  }

  private static List<String> files(Path folder, String ending) {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names =
          files.map(Path::toString).filter(name -> name.endsWith(ending)).sorted().toList();
      assertFalse(names.isEmpty(), folder::toString);
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first group of the expression, in each line that it matches. */
  private static List<String> found(String expression, Path file) throws IOException {
    return Pattern.compile("^\\s*" + expression + "$", Pattern.MULTILINE)
        .matcher(Files.readString(file))
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}
