package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Command;
import io.firstfin.support.Jdk;
import io.firstfin.support.OnTwoJdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** firstfin.jar is upgraded or removed while it is in use. */
class OverwrittenJarIT {
  @TempDir Path folder;

  @OnTwoJdks
  void aJarThatIsOverwrittenInUseHurtsNobody(Jdk jdk) throws IOException {
    Path jar = Files.copy(JvmProcess.JAR, folder.resolve("firstfin.jar"));
    int port = Ports.block();
    try (JvmProcess jvm = JvmProcess.on(jdk).agent(jar, "http=" + port).start("LooksUp")) {
      jvm.awaitOut("ready");
      // As cp does it: the same file, with another and shorter content.
      Files.write(jar, new byte[1_000]);

      lookUp(jvm, 1);
      assertTrue(Cli.report(jdk, jvm).closes().total() > 0, jvm::toString);
      assertEquals(0, Scrape.curl(jvm, "http://127.0.0.1:" + port + "/metrics").status());
      done(Cli.run(jdk, "detach", Long.toString(jvm.pid())), jvm);
      lookUp(jvm, 2);

      done(Cli.run(jdk, "attach", Long.toString(jvm.pid())), jvm);
      lookUp(jvm, 3);
      assertTrue(Cli.report(jdk, jvm).closes().total() > 0, jvm::toString);
      assertEquals(0, jvm.end(), jvm::toString);
    }
  }

  @OnTwoJdks
  void theJarThatIsNamedRuns(Jdk jdk) throws IOException {
    Path first = Files.copy(JvmProcess.JAR, folder.resolve("first.jar"));
    Path second = Files.copy(JvmProcess.JAR, folder.resolve("second.jar"));
    try (JvmProcess jvm = JvmProcess.on(jdk).start("LooksUp")) {
      jvm.awaitOut("ready");
      String pid = Long.toString(jvm.pid());
      done(run(jdk, first, "attach", pid), jvm);

      Command.Result other = run(jdk, second, "attach", pid);
      assertEquals(1, other.status(), other::toString);
      assertTrue(other.err().contains(first + " runs already: detach first"), other::toString);

      done(run(jdk, second, "detach", pid), jvm);
      Files.delete(first);
      Command.Result attach = run(jdk, second, "attach", pid);
      done(attach, jvm);
      assertTrue(attach.out().contains("java -jar " + second + " report"), attach::toString);
      lookUp(jvm, 1);
      done(run(jdk, second, "detach", pid), jvm);
    }
  }

  private static void lookUp(JvmProcess jvm, int times) {
    jvm.send("look up");
    Await.until(
        60, () -> jvm.out().stream().filter("looked up"::equals).count(), count -> count >= times);
    assertEquals(times, jvm.out().stream().filter("looked up"::equals).count(), jvm::toString);
  }

  private static void done(Command.Result result, JvmProcess jvm) {
    assertEquals(0, result.status(), () -> result + "\n" + jvm);
  }

  private static Command.Result run(Jdk jdk, Path jar, String command, String pid) {
    return Command.run(jdk.java().toString(), "-jar", jar.toString(), command, pid);
  }
}
