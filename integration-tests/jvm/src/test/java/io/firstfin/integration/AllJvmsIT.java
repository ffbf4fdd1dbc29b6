package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.firstfin.support.Command;
import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The commands about all JVMs of a network namespace, run inside of it. */
class AllJvmsIT {
  private final Jdk jdk = Jdk.running();

  @Test
  void eachJvmHasItsOwnTimeWaitAndAFrozenOneStopsNothing() throws IOException {
    NetworkNamespace.assume();
    int port = Ports.block();
    try (JvmProcess first = watched().start("CloseFirst", port, 30, "go");
        JvmProcess second = watched().beside(first).start("CloseFirst", port + 1, 20, "go");
        JvmProcess unwatched = jvm().beside(first).start("CloseFirst", port + 2, 10, "go");
        JvmProcess frozen = watched().beside(first).start("LooksUp")) {
      for (JvmProcess jvm : List.of(first, second, unwatched)) {
        jvm.awaitOut("done");
      }
      frozen.awaitOut("ready");
      signal("STOP", frozen);

      // On a busy machine a JVM that runs can need longer than the command waits.
      Command.Result report =
          Await.until(
              30,
              () -> run(first, "report", "--all", "--json"),
              all -> !all.out().contains("has not answered within"));
      assertEquals(0, report.status(), report::toString);
      JsonNode namespace = new ObjectMapper().readTree(report.out()).get(0);
      assertEquals(timeWait(first, port), timeWaitOf(namespace, first), report::toString);
      assertEquals(timeWait(first, port + 1), timeWaitOf(namespace, second), report::toString);
      assertEquals(timeWait(first, port + 2), rest(namespace, port + 2), report::toString);
      assertFalse(jvm(namespace, unwatched).path("watched").asBoolean(), report::toString);
      String silence = jvm(namespace, frozen).path("silence").asText();
      assertTrue(silence.contains("is stopped and cannot answer"), report::toString);

      Command.Result attached = run(first, "attach", "--all", "--yes", "log=off");
      assertEquals(1, attached.status(), attached::toString);
      assertTrue(attached.out().contains("watching process " + unwatched.pid()), attached.out());
      assertTrue(attached.err().contains(silence), attached::toString);
      signal("CONT", frozen);
      Command.Result again = run(first, "attach", "--all", "--yes");
      assertEquals(0, again.status(), again::toString);

      Command.Result table = run(first, "report", "--all");
      assertTrue(
          table.out().startsWith("4 JVMs in this network namespace, 4 watched"), table.out());
    }
  }

  @Test
  void atATerminalAttachAllAsksFirst() {
    NetworkNamespace.assume();
    assumeTrue(Command.run("sh", "-c", "command -v script").status() == 0, "needs script(1)");
    try (JvmProcess jvm = jvm().start("LooksUp")) {
      jvm.awaitOut("ready");

      Command.Result no = atATerminal(jvm, "n");
      assertEquals(1, no.status(), no::toString);
      assertTrue(no.out().contains("Attach? [y/N]"), no.out());
      assertTrue(no.out().contains("Nothing was attached."), no.out());

      Command.Result yes = atATerminal(jvm, "y");
      assertEquals(0, yes.status(), yes::toString);
      assertTrue(yes.out().contains("watching process " + jvm.pid()), yes.out());
    }
  }

  /** Runs {@code attach --all} at a terminal, at which somebody types a line. */
  private Command.Result atATerminal(JvmProcess member, String typed) {
    String attach = jdk.java() + " -jar " + JvmProcess.JAR + " attach --all log=off";
    String terminal = "printf '%s\\n' \"$1\" | script -qec \"$2\" /dev/null";
    return Command.run(
        NetworkNamespace.wrap(List.of("sh", "-c", terminal, "sh", typed, attach), member.pid()));
  }

  private JvmProcess.Builder jvm() {
    return JvmProcess.on(jdk);
  }

  private JvmProcess.Builder watched() {
    return jvm().agent("log=off");
  }

  private Command.Result run(JvmProcess member, String... words) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(jdk.java().toString(), "-jar", JvmProcess.JAR.toString()));
    command.addAll(List.of(words));
    return Command.run(NetworkNamespace.wrap(command, member.pid()));
  }

  private static void signal(String name, JvmProcess jvm) {
    assertEquals(0, Command.run("kill", "-" + name, Long.toString(jvm.pid())).status());
  }

  /** By {@code ss}. */
  private static int timeWait(JvmProcess member, int port) {
    return SocketTable.count(SocketTable.State.TIME_WAIT, member, each -> each == port);
  }

  private static JsonNode jvm(JsonNode namespace, JvmProcess process) {
    for (JsonNode jvm : namespace.path("jvms")) {
      if (jvm.path("pid").asLong() == process.pid()) {
        return jvm;
      }
    }
    throw new AssertionError("no JVM " + process.pid() + " in " + namespace);
  }

  private static int timeWaitOf(JsonNode namespace, JvmProcess process) {
    return jvm(namespace, process).path("statesOfThisJvm").path("time_wait").asInt(-1);
  }

  private static int rest(JsonNode namespace, int port) {
    for (JsonNode group : namespace.path("destinations")) {
      if (group.path("remote").asText().endsWith(":" + port)) {
        return group.path("timeWait").asInt();
      }
    }
    return 0;
  }
}
