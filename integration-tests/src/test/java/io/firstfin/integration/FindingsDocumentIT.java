package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of docs/findings.md, with which a reader checks a finding. */
class FindingsDocumentIT {
  private static final Path DOCUMENT = Path.of("../docs/findings.md");
  private static final Pattern CHECK =
      Pattern.compile(
          "^\\*\\*Check\\.\\*\\*.*?^```\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

  static Stream<String> commands() throws IOException {
    List<String> blocks =
        CHECK.matcher(Files.readString(DOCUMENT)).results().map(match -> match.group(1)).toList();
    assertNotEquals(List.of(), blocks);
    return blocks.stream().flatMap(String::lines).distinct();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void runs(String command) {
    String tool = command.substring(0, command.indexOf(' '));
    String path = Path.of(System.getProperty("java.home"), "bin") + ":$PATH";
    Assumptions.assumeTrue(
        Command.run("sh", "-c", "PATH=" + path + " command -v " + tool).status() == 0,
        () -> tool + " is missing");
    long pid = ProcessHandle.current().pid();

    Command.Result result =
        Command.run("sh", "-c", "PATH=" + path + "; " + command.replace("PID", "" + pid));

    assertEquals("", result.err(), result::toString);
    // As grep says that it has found nothing.
    assertTrue(result.status() <= 1, result::toString);
  }
}
