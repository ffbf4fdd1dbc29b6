package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Jdk;
import io.firstfin.support.OnEveryJdk;
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

  /** The permissions that the program itself needs; there are none for the agent. */
  private static final String SERVICE =
      """
      grant {
        permission java.net.SocketPermission "*", "accept,connect,listen,resolve";
        permission java.lang.RuntimePermission "exitVM.*";
      };
      """;

  private static final String GRANT =
      "grant codeBase \""
          + JvmProcess.JAR.toUri()
          + "\" {\n"
          + "  permission java.security.AllPermission;\n};\n";

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
    try (JvmProcess jvm = start(jdk, SERVICE + GRANT)) {
      jvm.awaitOut("done");
      OneClose.assertSeen(Cli.report(jdk, jvm));
      assertEquals(STATUS, jvm.end(), jvm::toString);
      assertEquals(1, ofAgent(jvm).size(), jvm::toString);
    }
  }

  @OnEveryJdk
  void theAgentWorksOnUnderASecurityManagerThatMainSets(Jdk jdk) throws IOException {
    try (JvmProcess jvm = startUnsecured(jdk, SERVICE + GRANT)) {
      jvm.awaitOut("done");
      Report report = Cli.report(jdk, jvm);
      OneClose.assertSeen(report);
      assertEquals(0, report.errors(), report::toString);
      assertEquals(STATUS, jvm.end(), jvm::toString);
      assertEquals(1, ofAgent(jvm).size(), jvm::toString);
    }
  }

  @OnEveryJdk
  void withoutAGrantForASecurityManagerThatMainSetsALineTellsWhichToAdd(Jdk jdk)
      throws IOException {
    try (JvmProcess jvm = startUnsecured(jdk, SERVICE)) {
      jvm.awaitErr("grant codeBase");
      assertEquals(STATUS, jvm.end(), jvm::toString);
      assertEquals(2, ofAgent(jvm).size(), jvm::toString);
    }
  }

  private JvmProcess startUnsecured(Jdk jdk, String policy) throws IOException {
    JvmProcess.Builder builder = builder(jdk, policy).mayMeetErrors();
    if (jdk.feature() >= 18) {
      builder.option("-Djava.security.manager=allow");
    }
    return builder.start("OneConnection", Ports.block(), STATUS, "secured");
  }

  private JvmProcess start(Jdk jdk, String policy) throws IOException {
    return builder(jdk, policy)
        .option("-Djava.security.manager")
        .start("OneConnection", Ports.block(), STATUS);
  }

  private JvmProcess.Builder builder(Jdk jdk, String policy) throws IOException {
    Assumptions.assumeTrue(jdk.feature() < FIRST_WITHOUT, () -> jdk + " has no SecurityManager");
    Path file = folder.resolve("service.policy");
    Files.writeString(file, policy);
    return JvmProcess.on(jdk).agent("interval=500ms").option("-Djava.security.policy=" + file);
  }

  /** JDK 17 and 21 themselves warn of the SecurityManager. */
  private static List<String> ofAgent(JvmProcess jvm) {
    return jvm.err().stream().filter(line -> !line.startsWith("WARNING: ")).toList();
  }
}
