package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Command;
import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import io.firstfin.support.OnEveryJdk;
import io.firstfin.support.OnTwoJdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.io.TempDir;

/** When a part of the agent fails, the service goes on, and the agent logs the failure once. */
class FailuresIT {
  private static final int STATUS = 5;

  @TempDir Path directory;

  @OnTwoJdks
  void aLogFileThatCannotBeWrittenIsNamed(Jdk jdk) {
    Path file = directory.resolve("missing/firstfin.log");
    assertSaidOnce(untouched(JvmProcess.on(jdk).agent("log=" + file)), file.toString());
  }

  @OnTwoJdks
  void badOptionsAreNamedAndTheServiceRunsOn(Jdk jdk) {
    List<String> lines =
        untouched(JvmProcess.on(jdk).agent("interval=often,frobnicate=1,kernel=netstat"));
    assertSaidOnce(lines, "often");
    assertSaidOnce(lines, "frobnicate");
    assertSaidOnce(lines, "netstat");
  }

  @OnTwoJdks
  void withoutAnyDirectoryToWriteToTheAgentWatches(Jdk jdk) {
    NetworkNamespace.assume();
    List<String> lines =
        untouched(
            JvmProcess.on(jdk).withoutSharedMemory().option("-Djava.io.tmpdir=/proc").agent(""));
    assertSaidOnce(lines, "watching process");
  }

  @OnEveryJdk
  void withoutADirectoryForItsNativeCodeTheAgentFallsBack(Jdk jdk) {
    // A read-only root file system has the same effect on JNA: not even root can make this folder.
    fallsBack(jdk, JvmProcess.on(jdk).option("-Djna.tmpdir=/proc/missing"));
  }

  @OnEveryJdk
  void whereItsNativeCodeMayNotBeExecutedTheAgentFallsBack(Jdk jdk) {
    NetworkNamespace.assume();
    fallsBack(
        jdk, JvmProcess.on(jdk).mask(directory.toString()).option("-Djna.tmpdir=" + directory));
  }

  private static void fallsBack(Jdk jdk, JvmProcess.Builder builder) {
    int port = Ports.block();
    int connections = 100;
    try (JvmProcess jvm =
        builder.agent("interval=500ms").start("CloseFirst", port, connections, "go")) {
      jvm.awaitOut("done");
      Report report = Cli.report(jdk, jvm);
      assertEquals(connections, report.closes().count("client local fin"), report::toString);
      assertEquals(connections, report.closes().count("server remote fin"), report::toString);
      assertEquals("procfs", report.json().path("kernel").path("source").asText());
      if (NetworkNamespace.available()) {
        SettledTimeWait settled = SettledTimeWait.of(jdk, jvm, p -> p == port);
        assertEquals(
            settled.kernel(), settled.report().timeWaitOfThisJvm(), settled.report()::toString);
      }
      assertEquals(0, jvm.end(), jvm::toString);
      assertAllOurs(jvm.err());
      assertSaidOnce(jvm.err(), "JNA");
    }
  }

  @OnEveryJdk
  void withoutItsTablesInProcTheAgentSaysSoAndCountsCloses(Jdk jdk) {
    NetworkNamespace.assume();
    JvmProcess.Builder builder =
        JvmProcess.on(jdk)
            .mask("/proc/sys")
            .mask("/proc/$$/net")
            .agent("kernel=procfs,interval=500ms");
    int connections = 100;
    try (JvmProcess jvm = builder.start("CloseFirst", Ports.block(), connections, "go")) {
      jvm.awaitOut("done");
      Report report =
          Await.until(
              15,
              () -> Cli.report(jdk, jvm),
              r -> !r.json().path("agent").path("problems").isEmpty());
      assertEquals(connections, report.closes().count("client local fin"), report::toString);
      assertEquals(connections, report.closes().count("server remote fin"), report::toString);
      // Unknown is not the same as none.
      assertTrue(report.json().path("timeWait").path("total").isNull(), report::toString);
      assertTrue(!report.json().path("agent").path("problems").isEmpty(), report::toString);
      assertEquals(0, jvm.end(), jvm::toString);
      assertAllOurs(jvm.err());
      assertEquals(jvm.err().stream().distinct().toList(), jvm.err());
    }
  }

  @OnTwoJdks
  void anAgentGivenTwiceWorksOnce(Jdk jdk) {
    int port = Ports.block();
    try (JvmProcess jvm =
        JvmProcess.on(jdk).agent("").agent("").start("CloseFirst", port, 10, "go")) {
      jvm.awaitOut("done");
      assertEquals(20, Cli.report(jdk, jvm).closes().total());
      jvm.end();
      assertEquals(1, jvm.err().size(), jvm::toString);
    }
  }

  @OnEveryJdk
  void inAToolOfTheJdkTheAgentIsSilent(Jdk jdk) {
    Command.Result keytool =
        Command.run(
            "env",
            "JAVA_TOOL_OPTIONS=-javaagent:" + JvmProcess.JAR,
            jdk.keytool().toString(),
            "-help");
    assertEquals(0, keytool.status(), keytool::toString);
    assertTrue(!keytool.out().contains("[firstfin]"), keytool::toString);
    assertTrue(!keytool.err().contains("[firstfin]"), keytool::toString);
  }

  @OnTwoJdks
  void aJarWithoutItsCoreSaysOneLineAndTheApplicationRuns(Jdk jdk) throws IOException {
    Path broken = directory.resolve("firstfin-" + jdk.feature() + ".jar");
    copyWithoutCore(JvmProcess.JAR, broken);
    List<String> lines = untouched(JvmProcess.on(jdk).agent(broken, ""));
    assertEquals(1, lines.size(), lines::toString);
    assertAllOurs(lines);
  }

  @OnTwoJdks
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

  /** Runs a program to its end; its output and its status must be the same as without the agent. */
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
        if (!entry.getName().equals("core.pack")) {
          copy.putNextEntry(new JarEntry(entry.getName()));
          jar.getInputStream(entry).transferTo(copy);
          copy.closeEntry();
        }
      }
    }
  }
}
