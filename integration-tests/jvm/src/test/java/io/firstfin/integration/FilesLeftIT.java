package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Jdk;
import io.firstfin.support.OnTwoJdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** The agent leaves no file behind, neither while it runs nor after it. */
class FilesLeftIT {
  @TempDir Path folder;

  @OnTwoJdks
  void theTemporaryDirectoryAndTheHomeStayEmpty(Jdk jdk) throws IOException {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    Path home = Files.createDirectories(folder.resolve("home"));
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .option("-Djava.io.tmpdir=" + temporary)
            .option("-Duser.home=" + home)
            .agent("")
            .start("LooksUp")) {
      jvm.awaitOut("ready");
      Report report = Cli.report(jdk, jvm);
      assertEquals("on", report.json().path("agent").path("capabilities").path("jna").asText());
      assertTrue(report.closes().total() > 0, report::toString);
      assertEquals(List.of(), files(temporary));
      assertEquals(List.of(), files(home));
      jvm.end();
      assertEquals(List.of(), files(temporary));
    }
  }

  private static List<String> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
