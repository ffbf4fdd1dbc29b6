package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.io.TempDir;

/** A part of the agent fails: the service runs on, and it is said once. */
class FailuresIT {
  private static final int STATUS = 5;

  @TempDir Path directory;

  @OnEveryJdk
  void aLogFileThatCannotBeWrittenIsNamed(Jdk jdk) {
    Path file = directory.resolve("missing/firstfin.log");
    assertSaidOnce(untouched(JvmProcess.on(jdk).agent("log=" + file)), file.toString());
  }

  @OnEveryJdk
  void badOptionsAreNamedAndTheServiceRunsOn(Jdk jdk) {
    List<String> lines =
        untouched(JvmProcess.on(jdk).agent("interval=often,frobnicate=1,kernel=netstat"));
    assertSaidOnce(lines, "often");
    assertSaidOnce(lines, "frobnicate");
    assertSaidOnce(lines, "netstat");
  }

  @OnEveryJdk
  void withoutAPlaceForItsNativeCodeTheAgentFallsBack(Jdk jdk) {
    // JNA unpacks its native code below java.io.tmpdir, unless jna.tmpdir names another place.
    JvmProcess.Builder builder =
        JvmProcess.on(jdk)
            .option("-Djava.io.tmpdir=/nonexistent")
            .option("-Djna.tmpdir=/nonexistent")
            .option("-Duser.home=/nonexistent")
            .agent("interval=500ms");
    int port = Ports.block();
    int connections = 100;
    try (JvmProcess jvm = builder.start("CloseFirst", port, connections, "go")) {
      jvm.awaitOut("done");
      Report report = Cli.report(jdk, jvm);
      assertEquals(connections, report.closes().count("client local fin"), report::toString);
      assertEquals(connections, report.closes().count("server remote fin"), report::toString);
      if (NetworkNamespace.available()) {
        SettledTimeWait settled = SettledTimeWait.of(jdk, jvm, p -> p == port);
        assertEquals(
            settled.kernel(), settled.report().timeWaitOfThisJvm(), settled.report()::toString);
      }
      assertEquals(0, jvm.end(), jvm::toString);
      assertAllOurs(jvm.err());
    }
  }

  @OnEveryJdk
  void aJarWithoutItsCoreSaysOneLineAndTheApplicationRuns(Jdk jdk) throws IOException {
    Path broken = directory.resolve("firstfin-" + jdk.feature() + ".jar");
    copyWithoutCore(JvmProcess.JAR, broken);
    List<String> lines = untouched(JvmProcess.on(jdk).agent(broken, ""));
    assertEquals(1, lines.size(), lines::toString);
    assertAllOurs(lines);
  }

  @OnEveryJdk
  void optionsComeFromTheEnvironmentAndPropertiesToo(Jdk jdk) {
    List<String> lines =
        untouched(
            JvmProcess.on(jdk)
                .environment("FIRSTFIN_INTERVAL", "seldom")
                .option("-Dfirstfin.warn.ports=most")
                .agent(""));
    assertSaidOnce(lines, "seldom");
    assertSaidOnce(lines, "most");
  }

  /** Runs a program to its end; its output and status must be as without the agent. */
  private static List<String> untouched(JvmProcess.Builder builder) {
    try (JvmProcess jvm = builder.start("OneConnection", Ports.block(), STATUS)) {
      jvm.awaitOut("done");
      assertEquals(STATUS, jvm.end(), jvm::toString);
      assertEquals(List.of("done"), jvm.out(), jvm::toString);
      assertAllOurs(jvm.err());
      return jvm.err();
    }
  }

  private static void assertAllOurs(List<String> lines) {
    assertTrue(lines.stream().allMatch(line -> line.startsWith("[firstfin] ")), lines::toString);
  }

  private static void assertSaidOnce(List<String> lines, String text) {
    assertEquals(
        1,
        lines.stream().filter(line -> line.contains(text)).count(),
        () -> "'" + text + "' in " + lines);
  }

  private static void copyWithoutCore(Path from, Path to) throws IOException {
    try (JarFile jar = new JarFile(from.toFile());
        JarOutputStream copy = new JarOutputStream(Files.newOutputStream(to))) {
      for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        if (!entry.getName().startsWith("core/")) {
          copy.putNextEntry(new JarEntry(entry.getName()));
          jar.getInputStream(entry).transferTo(copy);
          copy.closeEntry();
        }
      }
    }
  }
}
