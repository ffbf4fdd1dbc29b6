package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.firstfin.support.Command;
import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import io.firstfin.support.OnEveryJdk;
import io.firstfin.support.OnTwoJdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** The MXBean, read by a JMX client over the JVM's own local connector, as JConsole does. */
class JmxIT {
  private static final String NAME = "io.firstfin:type=FirstFIN";
  private static final int CONNECTIONS = 200;
  private static final int COMMAND_FLAGS = Pattern.MULTILINE | Pattern.DOTALL;

  @OnEveryJdk
  void attributesSayWhatSsShows(Jdk jdk) throws IOException {
    NetworkNamespace.assume();
    int port = Ports.block();
    try (JvmProcess jvm =
            JvmProcess.on(jdk)
                .agent("interval=500ms")
                .start("CloseFirst", port, CONNECTIONS, "go");
        JvmProcess client = client(jdk, jvm)) {
      String line = jvm.awaitOut("line ").substring("line ".length());
      awaitRegistered(client, "true");
      int kernel = SocketTable.count(SocketTable.State.TIME_WAIT, jvm, p -> p == port);
      assertEquals(CONNECTIONS, kernel);

      // The client has connections of its own, so that only those of the port can be compared.
      Await.until(30, () -> ask(client, "get TimeWaitThisJvm"), value -> !value.equals("null"));
      ask(client, "get Destinations");
      assertTrue(client.out().contains("get Destinations[0].remote 127.0.0.1:" + port));
      assertTrue(client.out().contains("get Destinations[0].timeWait " + kernel), client::toString);
      ask(client, "get Sites");
      assertTrue(client.out().contains("get Sites[0].line " + line), client::toString);
      assertTrue(client.out().contains("get Sites[0].timeWait " + kernel), client::toString);

      for (String json : List.of(ask(client, "get ReportJson"), ask(client, "invoke report"))) {
        Report report = new Report(json);
        assertEquals(
            kernel,
            report
                .sites()
                .filter(site -> site.path("line").asText().equals(line))
                .mapToInt(site -> site.path("timeWait").asInt())
                .sum(),
            report::toString);
      }
    }
  }

  @OnTwoJdks
  void theDocumentedCommandPrintsTheReport(Jdk jdk) throws IOException {
    String tools = Jdk.running().jcmd().getParent() + ":$PATH";
    Assumptions.assumeTrue(
        Command.run("sh", "-c", "PATH=" + tools + " command -v jshell").status() == 0);
    String command =
        Pattern.compile("^```\\n(jcmd 4242 ManagementAgent.*?)^```", COMMAND_FLAGS)
            .matcher(Files.readString(Path.of("../../docs/jmx.md")))
            .results()
            .map(match -> match.group(1))
            .findFirst()
            .orElseThrow();
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("interval=500ms")
            .reachable()
            .start("CloseFirst", Ports.block(), 9, "go")) {
      jvm.awaitOut("done");
      String pid = Long.toString(jvm.pid());
      Command.Result result =
          Command.run("sh", "-c", "PATH=" + tools + "\n" + command.replace("4242", pid));
      assertEquals(0, result.status(), result::toString);
      int begin = result.out().indexOf('{');
      assertTrue(begin >= 0, result::toString);
      Report report = new Report(result.out().substring(begin));
      assertEquals(jvm.pid(), report.json().path("pid").asLong(), report::toString);
    }
  }

  @OnTwoJdks
  void detachTakesTheBeanAway(Jdk jdk) throws IOException {
    try (JvmProcess jvm =
            JvmProcess.on(jdk).agent("interval=500ms").start("CloseFirst", Ports.block(), 1, "go");
        JvmProcess client = client(jdk, jvm)) {
      awaitRegistered(client, "true");
      assertEquals(0, Cli.run(jdk, "detach", Long.toString(jvm.pid())).status());
      assertEquals("false", ask(client, "registered"), jvm::toString);
    }
  }

  @OnEveryJdk
  void theMBeanServerStaysTheApplicationsChoice(Jdk jdk) {
    try (JvmProcess jvm =
        JvmProcess.on(jdk).agent("interval=500ms").start("OwnMBeanServer", NAME)) {
      jvm.awaitOut("used sockets");
      Cli.report(jdk, jvm);
      jvm.send("go");
      assertEquals("made by the application's builder", jvm.awaitOut("made by "));
      assertEquals("registered true", jvm.awaitOut("registered "), jvm::toString);
    }
  }

  private static JvmProcess client(Jdk jdk, JvmProcess jvm) throws IOException {
    jvm.awaitOut("done");
    JvmProcess client =
        JvmProcess.on(jdk).beside(jvm).start("JmxClient", connectorAddress(jvm), NAME);
    client.awaitOut("connected");
    return client;
  }

  private static String connectorAddress(JvmProcess jvm) throws IOException {
    try {
      VirtualMachine target = VirtualMachine.attach(Long.toString(jvm.pid()));
      try {
        return target.startLocalManagementAgent();
      } finally {
        target.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new AssertionError(jvm.toString(), e);
    }
  }

  private static void awaitRegistered(JvmProcess client, String expected) {
    assertEquals(
        expected,
        Await.until(30, () -> ask(client, "registered"), expected::equals),
        client::toString);
  }

  private static String ask(JvmProcess client, String question) {
    int before = client.out().size();
    client.send(question);
    String answer = question + ' ';
    return Await.until(
            30,
            () ->
                client.out().stream()
                    .skip(before)
                    .filter(line -> line.startsWith(answer))
                    .findFirst()
                    .orElse(""),
            line -> !line.isEmpty())
        .substring(answer.length());
  }
}
