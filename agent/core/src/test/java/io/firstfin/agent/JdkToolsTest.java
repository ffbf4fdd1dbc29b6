package io.firstfin.agent;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdkToolsTest {
  private static final String COMMAND = "sun.java.command";

  private final String before = System.getProperty(COMMAND);

  @AfterEach
  void restore() {
    set(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdk.compiler/com.sun.tools.javac.Main -d target Shop.java",
        "jdk.jcmd/sun.tools.jcmd.JCmd 4242",
        "java.base/sun.security.tools.keytool.Main -list",
        "com.sun.tools.javac.Main Shop.java",
        "sun.tools.jstack.JStack 4242",
        "sun.security.tools.keytool.Main -list",
      })
  void theAgentStaysOutOfTheJdksTools(String command) {
    set(command);

    assertTrue(JdkTools.isRunning());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop.jar",
        "com.acme.Main jdk.compiler/com.sun.tools.javac.Main",
        "com.acme.shop/com.acme.Main",
        "/opt/jdk.shop/shop.jar",
        "jdk.compiler/com.sun.tools.javac.launcher.Main Shop.java",
        "jdk.compiler/com.sun.tools.javac.launcher.SourceLauncher Shop.java",
        "",
      })
  void anApplicationIsNoTool(String command) {
    set(command);

    assertFalse(JdkTools.isRunning());
  }

  @Test
  void aJvmThatDoesNotTellItsCommandRunsAnApplication() {
    set(null);

    assertFalse(JdkTools.isRunning());
  }

  private static void set(String command) {
    if (command == null) {
      System.clearProperty(COMMAND);
    } else {
      System.setProperty(COMMAND, command);
    }
  }
}
