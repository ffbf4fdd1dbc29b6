package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Command;
import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
   * shows the finding. JNA's native code is unpacked to /dev/shm.
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
      jvm.awaitErr("[firstfin] WARNING time-wait");
      jvm.awaitErr(line);
      assertEquals(0, jvm.end(), jvm::toString);
    }
  }

  /**
   * The commands of docs/kubernetes.md for an ephemeral container: it shares the process and
   * network namespaces of the service's container, and has a file system of its own.
   */
  @Test
  void anEphemeralContainerAttachesToTheServicesContainer() throws IOException {
    NetworkNamespace.assume();
    Jdk newest = Jdk.newest();
    Assumptions.assumeTrue(newest.feature() >= 25, "an older JDK looks in its own /tmp");
    Assumptions.assumeFalse(
        JvmProcess.JAR.toAbsolutePath().startsWith("/tmp"), "the containers' /tmp hides the jar");
    List<String> container = new ArrayList<>(List.of("unshare", "--mount", "--pid", "--fork"));
    container.addAll(List.of("--kill-child", "--mount-proc", "sh", "-c"));
    container.addAll(List.of("mount -t tmpfs -o mode=1777 none /tmp && exec \"$@\"", "sh"));
    List<String> probe = new ArrayList<>(container);
    probe.add("true");
    Assumptions.assumeTrue(Command.run(probe).status() == 0, "needs root and unshare(1)");
    try (JvmProcess jvm =
        JvmProcess.on(Jdk.running()).through(container).start("OneConnection", Ports.block(), 0)) {
      jvm.awaitOut("done");
      ProcessHandle service =
          ProcessHandle.of(jvm.pid()).orElseThrow().children().findFirst().orElseThrow();
      String script =
          "set -e; mount -t tmpfs -o mode=1777 none /tmp; mount -t proc none /proc\n"
              + "cp \"$1\" /tmp/firstfin.jar; PATH=$2:$PATH\n"
              + debugCommands();
      Command.Result result =
          Command.run(
              List.of(
                  "nsenter",
                  "--target=" + service.pid(),
                  "--pid",
                  "--net",
                  "unshare",
                  "--mount",
                  "sh",
                  "-c",
                  script,
                  "sh",
                  JvmProcess.JAR.toString(),
                  newest.java().getParent().toString()));
      assertEquals(0, result.status(), result + "\n" + jvm);
      assertTrue(result.out().contains("watching process 1"), result::toString);
      assertTrue(result.out().contains("JVM 1 "), result::toString);
      assertTrue(result.out().contains("detached"), result::toString);
      assertEquals(0, jvm.end(), jvm::toString);
    }
  }

  private static String debugCommands() throws IOException {
    String document = Files.readString(Path.of("../../docs/kubernetes.md"));
    int first = document.indexOf("\n", document.indexOf("\nkubectl debug ") + 1) + 1;
    return document.substring(first, document.indexOf("```", first));
  }
}
