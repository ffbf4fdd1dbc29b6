package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.support.Jdk;
import io.firstfin.support.OnEveryJdk;
import io.firstfin.support.OnTwoJdks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The agent's classes and libraries are not the application's. */
class IsolationIT {
  @OnEveryJdk
  void theApplicationSeesNoClassOfTheAgent(Jdk jdk) throws IOException {
    List<Object> arguments = new ArrayList<>();
    arguments.add(Ports.block());
    arguments.addAll(coreClasses());
    try (JvmProcess jvm =
        JvmProcess.on(jdk).agent("").start("WhatIsVisible", arguments.toArray())) {
      jvm.awaitOut("ready");
      // When the agent has made a report, all of its classes that will be loaded are loaded.
      Cli.report(jdk, jvm);
      jvm.send("look");
      jvm.awaitOut("done");
      assertEquals(List.of("ready", "done"), jvm.out());
    }
  }

  @OnTwoJdks
  void theApplicationSeesTheLauncherAndNoLibrary(Jdk jdk) {
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("")
            .start(
                "WhatIsVisible",
                Ports.block(),
                "io.firstfin.launcher.Launcher",
                "net.bytebuddy.ByteBuddy",
                "com.sun.jna.Native")) {
      jvm.send("look");
      jvm.awaitOut("done");
      assertEquals(
          List.of(
              "ready",
              "class io.firstfin.launcher.Launcher",
              "resource io.firstfin.launcher.Launcher",
              "done"),
          jvm.out());
    }
  }

  /**
   * Some classes of every package, including the libraries; a complete list is too long for a
   * command line.
   */
  private static List<String> coreClasses() throws IOException {
    List<String> names = new ArrayList<>();
    List<String> packages = new ArrayList<>();
    new JarContents(JvmProcess.JAR)
        .names().stream()
            .filter(name -> name.matches("core/.+\\.class"))
            .map(name -> name.substring(name.indexOf('/') + 1, name.length() - ".class".length()))
            .filter(name -> !name.startsWith("META-INF") && !name.endsWith("-info"))
            .forEach(
                name -> {
                  String directory = name.substring(0, name.lastIndexOf('/'));
                  if (name.startsWith("io/firstfin/") || !packages.contains(directory)) {
                    packages.add(directory);
                    names.add(name.replace('/', '.'));
                  }
                });
    return names;
  }
}
