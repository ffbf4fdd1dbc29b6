package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Command;
import io.firstfin.support.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Java runtime with few modules, as jlink makes it. */
class FewModulesIT {
  private static final String REPORT =
      "{\"version\":1,\"pid\":4242,\"time\":\"2026-11-22T10:00:00Z\",\"watchingSeconds\":73.2,"
          + "\"kernel\":{\"source\":\"sockstat\",\"states\":{\"time_wait\":0}}}";

  @TempDir Path folder;

  @Test
  void whatAsksNoJvmNeedsTheBaseModuleOnly() throws IOException {
    Path report = Files.writeString(folder.resolve("report.json"), REPORT);
    done(run("report", "--from", report.toString()));
    done(run("explain", "close-per-request"));
  }

  @Test
  void withoutTheModuleOfLoggingOneLineNamesTheRemedy() {
    Jdk jdk = Jdk.newest();
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .option("--limit-modules=java.base,java.instrument")
            .agent("")
            .start("LooksUp")) {
      jvm.awaitOut("ready");
      assertTrue(Cli.report(jdk, jvm).closes().total() > 0, jvm::toString);
      jvm.awaitErr("jlink --add-modules java.logging");
      assertEquals(0, jvm.end(), jvm::toString);
    }
  }

  /**
   * The modules are those of docs/safety.md. The image is one of the JDK that runs this test,
   * because one from elsewhere can need another C library than this machine has.
   */
  @Test
  void anImageOfTheModulesThatAreDocumentedDoesEverything() {
    Jdk jdk = new Jdk(Path.of(System.getProperty("java.home")), Runtime.version().feature());
    Path image = folder.resolve("image");
    done(
        Command.run(
            jdk.home().resolve("bin/jlink").toString(),
            "--add-modules",
            "java.instrument,java.logging,java.management,jdk.attach,jdk.jfr,jdk.unsupported",
            "--output",
            image.toString()));
    Jdk linked = new Jdk(image, jdk.feature());
    try (JvmProcess jvm =
        JvmProcess.on(linked).agent("").start("OneConnection", Ports.block(), 0)) {
      jvm.awaitOut("done");
      OneClose.assertSeen(Cli.report(linked, jvm));
      assertEquals(0, jvm.end(), jvm::toString);
      assertEquals(1, jvm.err().size(), jvm::toString);
    }
  }

  private static Command.Result run(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Jdk.newest().java().toString(),
                "--limit-modules=java.base",
                "-jar",
                JvmProcess.JAR.toString()));
    command.addAll(List.of(arguments));
    return Command.run(command);
  }

  private static void done(Command.Result result) {
    assertEquals(0, result.status(), result::toString);
  }
}
