package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstfin.support.Command;
import io.firstfin.support.Jdk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel refuses what the agent asks about sockets: capabilities and one log line say so. */
class RefusedQuestionsIT {
  @TempDir Path folder;

  @Test
  void whatIsRefusedIsSaid() throws IOException {
    try (JvmProcess jvm =
        JvmProcess.on(Jdk.newest())
            .through(List.of(launcher().toString(), "questions"))
            .agent("")
            .start("LooksUp")) {
      jvm.awaitOut("ready");
      Report report = Cli.report(Jdk.newest(), jvm);
      JsonNode capabilities = report.json().path("agent").path("capabilities");
      for (String name : List.of("tcp_info", "cookies", "unread")) {
        assertTrue(capabilities.path(name).asText().contains("EPERM"), capabilities::toString);
      }
      assertEquals(2, report.closes().total(), report::toString);
      jvm.end();
      long lines = jvm.err().stream().filter(line -> line.contains("the kernel refuses")).count();
      assertEquals(1, lines, jvm::toString);
    }
  }

  @Test
  void withoutNetlinkTheTablesAreReadFromProcfs() throws IOException {
    try (JvmProcess jvm =
        JvmProcess.on(Jdk.newest())
            .through(List.of(launcher().toString(), "netlink"))
            .agent("")
            .start("LooksUp")) {
      jvm.awaitOut("ready");
      Report report = Cli.report(Jdk.newest(), jvm);
      assertEquals("procfs", report.json().path("kernel").path("source").asText());
      String reason = report.capability("kernel.sock_diag");
      assertTrue(reason.contains("EPERM"), reason);
      assertEquals(2, report.closes().total(), report::toString);
      jvm.end();
      long lines = jvm.err().stream().filter(line -> line.contains("reading procfs")).count();
      assertEquals(1, lines, jvm::toString);
    }
  }

  private Path launcher() throws IOException {
    Path source = folder.resolve("refuse.c");
    try (InputStream in = RefusedQuestionsIT.class.getResourceAsStream("refuse.c")) {
      Files.copy(in, source);
    }
    Path program = folder.resolve("refuse");
    Command.Result compiled = Command.run("gcc", "-O", "-o", program.toString(), source.toString());
    assertEquals(0, compiled.status(), compiled::toString);
    return program;
  }
}
