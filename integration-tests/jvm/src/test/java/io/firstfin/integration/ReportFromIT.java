package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Command;
import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import io.firstfin.support.OnTwoJdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/**
 * A report that was saved, diagnosed again by a process that asks neither the JVM nor the kernel.
 */
class ReportFromIT {
  private static final int CALLS = 1_200;

  @TempDir private Path folder;

  @OnTwoJdks
  void theFindingsAreThoseOfTheAgent(Jdk jdk) throws IOException {
    NetworkNamespace.assume();
    Path file = folder.resolve("report.json");
    Report live;
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("interval=500ms,warn.time-wait=300,warn.ports=4%")
            .start("ConnectionPerCall", Ports.block(), CALLS, "broken")) {
      jvm.awaitOut("done");
      live = Cli.report(jdk, jvm);
      Files.writeString(file, live.toString());
    }
    assertTrue(live.findings("warning").count() >= 1, live::toString);

    Report again = new Report(from(jdk, file, "--json"));
    assertEquals(live.json().path("findings"), again.json().path("findings"));
    assertEquals(live.json(), again.json());

    String text = from(jdk, file, "warn.time-wait=" + 2 * CALLS, "warn.ports=100%");
    assertTrue(
        text.startsWith("From " + file + ", a report of JVM " + live.json().path("pid")), text);
    assertTrue(!text.contains("WARNING"), text);
  }

  private static String from(Jdk jdk, Path file, String... words) {
    String[] command = new String[words.length + 3];
    command[0] = "report";
    command[1] = "--from";
    command[2] = file.toString();
    System.arraycopy(words, 0, command, 3, words.length);
    Command.Result result = Cli.run(jdk, command);
    assertEquals(0, result.status(), result::toString);
    return result.out();
  }
}
