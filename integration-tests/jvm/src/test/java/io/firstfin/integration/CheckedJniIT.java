package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Jdk;
import io.firstfin.support.OnEveryJdk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;

/** Under -Xcheck:jni, where the JVM would warn of JNA. */
class CheckedJniIT {
  private static final String CHECKED = "-Xcheck:jni";
  private static final int CONNECTIONS = 100;

  @TempDir Path folder;

  @OnEveryJdk
  void theJvmWarnsOfNoMoreThanWithAnyAgentAndClosesAreRecorded(Jdk jdk) throws IOException {
    Path asking = AgentJar.of(folder.resolve("asking.jar"), "Premain-Class", "AskingAgent");
    Set<String> ofAnyAgent;
    try (JvmProcess jvm = start(JvmProcess.on(jdk).agent(asking, ""))) {
      jvm.awaitOut("done");
      assertEquals(0, jvm.end(), jvm::toString);
      assertEquals(List.of(), jvm.err(), jvm::toString);
      ofAnyAgent = warnings(jvm.out());
    }
    try (JvmProcess jvm = start(JvmProcess.on(jdk).agent("interval=500ms"))) {
      jvm.awaitOut("done");
      Report report = Cli.report(jdk, jvm);
      assertEquals(CONNECTIONS, report.closes().count("client local fin"), report::toString);
      assertEquals(CONNECTIONS, report.closes().count("server remote fin"), report::toString);
      assertEquals("procfs", report.json().path("kernel").path("source").asText());
      assertTrue(report.capability("jna").contains(CHECKED), report::toString);
      assertEquals(0, report.errors(), report::toString);
      assertEquals(0, jvm.end(), jvm::toString);

      List<String> others = new ArrayList<>(warnings(jvm.out()));
      others.removeAll(ofAnyAgent);
      assertEquals(List.of(), others, jvm::toString);
      assertEquals(2, jvm.err().size(), jvm::toString);
      assertTrue(jvm.err().get(0).startsWith("[firstfin] watching"), jvm::toString);
      assertTrue(jvm.err().get(1).contains(CHECKED), jvm::toString);
    }
  }

  @OnEveryJdk
  void aRequestForTheReaderThatNeedsJnaSaysWhyThereIsNone(Jdk jdk) {
    try (JvmProcess jvm = start(JvmProcess.on(jdk).agent("kernel=sock_diag"))) {
      jvm.awaitOut("done");
      Report report = Cli.report(jdk, jvm);
      assertEquals(2 * CONNECTIONS, report.closes().total(), report::toString);
      String line = jvm.awaitErr("kernel=sock_diag does not work here");
      assertTrue(line.contains(CHECKED), line);
    }
  }

  private static JvmProcess start(JvmProcess.Builder builder) {
    return builder.option(CHECKED).start("CloseFirst", Ports.block(), CONNECTIONS, "go");
  }

  /** The warnings, each with its method where the JVM prints it, and without numbers. */
  private static Set<String> warnings(List<String> lines) {
    Set<String> warnings = new TreeSet<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.contains("WARNING") || line.contains("warning")) {
        String next = i + 1 < lines.size() ? lines.get(i + 1).strip() : "";
        warnings.add((line + (next.startsWith("at ") ? ' ' + next : "")).replaceAll("\\d+", "N"));
      }
    }
    return warnings;
  }
}
