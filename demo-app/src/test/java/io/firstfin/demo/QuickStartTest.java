package io.firstfin.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QuickStartTest {
  private static final Path DOCUMENT = Path.of("../docs/quick-start.md");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  @Test
  void theTableHasEveryScenario() throws IOException {
    Set<String> documented = new TreeSet<>();
    for (String line : Files.readAllLines(DOCUMENT)) {
      if (line.startsWith("| `")) {
        Matcher name = CODE.matcher(line.split("\\|")[1]);
        while (name.find()) {
          documented.add(name.group(1));
        }
      }
    }
    assertEquals(new TreeSet<>(Main.SCENARIOS.keySet()), documented);
  }
}
