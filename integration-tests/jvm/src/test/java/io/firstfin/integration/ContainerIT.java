package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.support.Command;
import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What containers take away from a service: rights, and places to write. */
class ContainerIT {
  private static final List<String> NOBODY =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all");

  @Test
  void withoutAnyRightTheWholeAgentWorks() {
    NetworkNamespace.assume();
    Jdk jdk = Jdk.running();
    List<String> probe = new ArrayList<>(NOBODY);
    probe.addAll(List.of(jdk.java().toString(), "-jar", JvmProcess.JAR.toString(), "--version"));
    Assumptions.assumeTrue(
        Command.run(probe).status() == 0, "needs setpriv(1), root, and files that anyone may read");
    try (JvmProcess jvm =
        JvmProcess.on(jdk).through(NOBODY).agent("").start("OneConnection", Ports.block(), 0)) {
      jvm.awaitOut("done");
      Report report = Cli.report(jdk, jvm);
      OneClose.assertSeen(report);
      assertEquals("sock_diag", report.json().path("kernel").path("source").asText());
      assertEquals(0, jvm.end(), jvm::toString);
      assertEquals(1, jvm.err().size(), jvm::toString);
    }
  }

  /**
   * No process can attach to the JVM there, because that needs a socket in /tmp; the log still
   * shows the finding.
   */
  @Test
  void onAReadOnlyFileSystemItsWarningNamesTheLine() {
    NetworkNamespace.assume();
    try (JvmProcess jvm =
        JvmProcess.on(Jdk.running())
            .readOnly()
            .agent("interval=500ms,warn.time-wait=200")
            .setting("net/ipv4/tcp_tw_reuse", "0")
            .start("ConnectionPerCall", Ports.block(), 500, "broken")) {
      String line = jvm.awaitOut("line ").substring("line ".length());
      jvm.awaitErr("JNA cannot unpack its native code");
      jvm.awaitErr("[firstfin] WARNING time-wait");
      jvm.awaitErr(line);
      assertEquals(0, jvm.end(), jvm::toString);
    }
  }
}
