package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Command;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands of the pages in docs/findings, with which a reader checks that a finding is cured.
 */
class FindingsDocumentIT {
  private static final Path PAGES = Path.of("../../docs/findings");
  private static final Pattern CHECK =
      Pattern.compile(
          "^## How to check that it is cured$.*?^```\\n(.*?)^```",
          Pattern.MULTILINE | Pattern.DOTALL);

  /** Ends a command that would not end by itself, with a status of its own. */
  private static final Pattern BOUND = Pattern.compile("timeout \\d+ ");

  private static final int BOUND_REACHED = 124;

  static Stream<String> commands() throws IOException {
    List<String> blocks = new ArrayList<>();
    try (DirectoryStream<Path> pages = Files.newDirectoryStream(PAGES, "*.md")) {
      for (Path page : pages) {
        CHECK
            .matcher(Files.readString(page))
            .results()
            .forEach(found -> blocks.add(found.group(1)));
      }
    }
    assertNotEquals(List.of(), blocks);
    return blocks.stream().flatMap(String::lines).distinct().sorted();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void aDocumentedCommandRuns(String command) {
    String bounded = BOUND.matcher(command).replaceFirst("");
    String tool = bounded.substring(0, bounded.indexOf(' '));
    String path = Path.of(System.getProperty("java.home"), "bin") + ":$PATH";
    Assumptions.assumeTrue(
        Command.run("sh", "-c", "PATH=" + path + " command -v " + tool).status() == 0,
        () -> tool + " is missing");
    long pid = ProcessHandle.current().pid();

    Command.Result result =
        Command.run("sh", "-c", "PATH=" + path + "; " + command.replace("PID", "" + pid));

    if (tool.equals("tcpdump")) {
      // tcpdump prints to standard error the interface on which it listens.
      assertTrue(result.err().contains("listening on"), result::toString);
    } else {
      assertEquals("", result.err(), result::toString);
    }
    // 1 is the status with which grep says that it found nothing.
    boolean boundReached = bounded.length() < command.length() && result.status() == BOUND_REACHED;
    assertTrue(result.status() <= 1 || boundReached, result::toString);
  }
}
