package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;

/** A service under a SecurityManager, which JDK 24 and later no longer have (JEP 486). */
class SecurityManagerIT {
  private static final int STATUS = 5;
  private static final int FIRST_WITHOUT = 24;

  /** What the program itself needs, and nothing for the agent. */
  private static final String SERVICE =
      """
      grant {
        permission java.net.SocketPermission "*", "accept,connect,listen,resolve";
        permission java.lang.RuntimePermission "exitVM.*";
      };
      """;

  @TempDir Path folder;

  @OnEveryJdk
  void withoutAGrantOneLineTellsWhichToAddAndTheServiceRunsOn(Jdk jdk) throws IOException {
    try (JvmProcess jvm = start(jdk, SERVICE)) {
      jvm.awaitOut("done");
      assertEquals(STATUS, jvm.end(), jvm::toString);
      assertEquals(List.of("done"), jvm.out(), jvm::toString);
      List<String> lines = ofAgent(jvm);
      assertEquals(1, lines.size(), jvm::toString);
      assertTrue(lines.get(0).contains("not started"), jvm::toString);
      assertTrue(lines.get(0).contains("grant codeBase"), jvm::toString);
    }
  }

  @OnEveryJdk
  void withAGrantToItsJarTheAgentWorks(Jdk jdk) throws IOException {
    String agent =
        "grant codeBase \""
            + JvmProcess.JAR.toUri()
            + "\" {\n"
            + "  permission java.security.AllPermission;\n};\n";
    try (JvmProcess jvm = start(jdk, SERVICE + agent)) {
      jvm.awaitOut("done");
      OneClose.assertSeen(Cli.report(jdk, jvm));
      assertEquals(STATUS, jvm.end(), jvm::toString);
      assertEquals(1, ofAgent(jvm).size(), jvm::toString);
    }
  }

  private JvmProcess start(Jdk jdk, String policy) throws IOException {
    Assumptions.assumeTrue(jdk.feature() < FIRST_WITHOUT, () -> jdk + " has no SecurityManager");
    Path file = folder.resolve("service.policy");
    Files.writeString(file, policy);
    return JvmProcess.on(jdk)
        .agent("interval=500ms")
        .option("-Djava.security.manager")
        .option("-Djava.security.policy=" + file)
        .start("OneConnection", Ports.block(), STATUS);
  }

  /** JDK 17 and 21 warn of the SecurityManager themselves. */
  private static List<String> ofAgent(JvmProcess jvm) {
    return jvm.err().stream().filter(line -> !line.startsWith("WARNING: ")).toList();
  }
}
