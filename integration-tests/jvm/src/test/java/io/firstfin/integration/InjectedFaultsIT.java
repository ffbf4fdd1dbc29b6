package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Jdk;
import io.firstfin.support.OnTwoJdks;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/**
 * Methods of the agent throw, one after the other: those that the application's threads reach, and
 * some of the agent's thread. The service goes on as without the agent, the errors are counted and
 * said, and afterwards the figures are right. {@code -Dfirstfin.faults=.} takes all methods of the
 * agent's thread, one a second.
 */
class InjectedFaultsIT {
  private static final String AGENTS =
      System.getProperty(
          "firstfin.faults",
          "Checks.make|Checks.drain|Census.take|SockDiagReader.read|PictureMaker.make"
              + "|Diagnoses.run|FindingLog.log|Outputs.update|HttpConnection.run");

  private static final int LAST = 50;

  @TempDir Path folder;

  @OnTwoJdks
  void theServiceGoesOnAndTheFiguresAreRightAgain(Jdk jdk) throws IOException {
    Path faults = AgentJar.of(folder.resolve("faults.jar"), "Premain-Class", "FaultAgent");
    Path agents = Path.of(JvmProcess.property("firstfin.agents"));
    int port = Ports.block();
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .mayMeetErrors()
            .classPath(JvmProcess.PROGRAMS + ":" + agents.resolve("byte-buddy.jar"))
            .agent(faults, "")
            .agent("interval=500ms,http=" + port)
            .start("InjectedFaults", port, AGENTS, LAST)) {
      int ofTheService = threw(jvm, "OF_THE_APPLICATION");
      int ofTheAgent = threw(jvm, "OF_THE_AGENT");
      assertTrue(ofTheService > 50, jvm::toString);
      assertTrue(ofTheAgent > 5, jvm::toString);
      jvm.awaitOut("healed");

      Report before = Cli.report(jdk, jvm);
      assertTrue(before.errors() >= 50, before::toString);
      jvm.awaitErr("an error of the agent's own, the service is not touched");
      jvm.send("last round");
      jvm.awaitOut("done");
      Report after = Cli.report(jdk, jvm);
      Closes last = after.closes().without(before.closes());
      assertEquals(LAST, last.count("client local fin"), last::toString);
      assertEquals(LAST, last.count("server remote fin"), last::toString);
      assertEquals(before.errors(), after.errors(), after::toString);
    }
  }

  private static int threw(JvmProcess jvm, String kind) {
    return Integer.parseInt(jvm.awaitOut(kind).split(" ")[2]);
  }
}
