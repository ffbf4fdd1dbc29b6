package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Jdk;
import io.firstfin.support.OnEveryJdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;

/** Archives of classes, which users make for a faster start: AppCDS and the AOT cache. */
class ClassDataSharingIT {
  /** JEP 310. */
  private static final int STATIC_ARCHIVES = 11;

  /** JEP 350. */
  private static final int DYNAMIC_ARCHIVES = 13;

  /** JEP 514. */
  private static final int AOT_CACHES = 25;

  /** An archive must have the modules of the JVM that uses it, and each agent adds this module. */
  private static final String MODULE_OF_AGENTS = "--add-modules=java.instrument";

  /** Archives contain only classes of jars. */
  private static final String PROGRAMS = JvmProcess.property("firstfin.programs.jar");

  @TempDir Path folder;

  /** Since JDK 25 the JVM prints, for each agent, that the archive is less useful. */
  @OnEveryJdk
  void anArchiveMadeWithoutTheAgentIsUsedAndTheJvmSaysWhatItSaysOfAnyAgent(Jdk jdk)
      throws IOException {
    assume(jdk, DYNAMIC_ARCHIVES);
    Path archive = folder.resolve("programs.jsa");
    run(program(jdk).option("-XX:ArchiveClassesAtExit=" + archive));
    Path idle = AgentJar.of(folder.resolve("idle.jar"), "Premain-Class", "IdleAgent");
    List<String> ofAnyAgent =
        said(
            run(
                program(jdk)
                    .option("-XX:SharedArchiveFile=" + archive)
                    .option("-javaagent:" + idle)));
    Path loaded = folder.resolve("loaded");
    JvmProcess.Builder watched =
        program(jdk)
            .option("-XX:SharedArchiveFile=" + archive)
            .option("-Xlog:class+load:file=" + loaded)
            .agent("");
    assertEquals(ofAnyAgent, said(watch(jdk, watched)));
    assertIsFromArchive(loaded);
  }

  @OnEveryJdk
  void aStaticArchiveDumpedWithTheModuleOfAgentsIsUsedAndTheJvmSaysNothing(Jdk jdk)
      throws IOException {
    assume(jdk, STATIC_ARCHIVES);
    Path classes = folder.resolve("classes");
    Path archive = folder.resolve("programs.jsa");
    run(program(jdk).option(MODULE_OF_AGENTS).option("-XX:DumpLoadedClassList=" + classes));
    run(
        program(jdk)
            .option(MODULE_OF_AGENTS)
            .option("-Xshare:dump")
            .option("-XX:SharedClassListFile=" + classes)
            .option("-XX:SharedArchiveFile=" + archive));
    assertIsUsedInSilence(jdk, "-XX:SharedArchiveFile=" + archive);
  }

  @OnEveryJdk
  void anAotCacheTrainedWithTheAgentIsUsedAndTheJvmSaysNothing(Jdk jdk) throws IOException {
    assume(jdk, AOT_CACHES);
    Path cache = folder.resolve("programs.aot");
    run(program(jdk).option("-XX:AOTCacheOutput=" + cache).agent(""));
    assertIsUsedInSilence(jdk, "-XX:AOTCache=" + cache);
  }

  @OnEveryJdk
  void anAotCacheTrainedWithTheModuleOfAgentsIsUsedAndTheJvmSaysNothing(Jdk jdk)
      throws IOException {
    assume(jdk, AOT_CACHES);
    Path cache = folder.resolve("programs.aot");
    run(program(jdk).option(MODULE_OF_AGENTS).option("-XX:AOTCacheOutput=" + cache));
    assertIsUsedInSilence(jdk, "-XX:AOTCache=" + cache);
  }

  private void assertIsUsedInSilence(Jdk jdk, String archive) throws IOException {
    Path loaded = folder.resolve("loaded");
    JvmProcess.Builder watched =
        program(jdk).option(archive).option("-Xlog:class+load:file=" + loaded).agent("");
    assertEquals(List.of("done"), said(watch(jdk, watched)));
    assertIsFromArchive(loaded);
  }

  private static void assume(Jdk jdk, int first) {
    Assumptions.assumeTrue(jdk.feature() >= first, () -> jdk + " has no such archives");
  }

  private static JvmProcess.Builder program(Jdk jdk) {
    return JvmProcess.on(jdk).classPath(PROGRAMS);
  }

  private static JvmProcess watch(Jdk jdk, JvmProcess.Builder builder) {
    try (JvmProcess jvm = builder.start("OneConnection", Ports.block(), 0)) {
      jvm.awaitOut("done");
      OneClose.assertSeen(Cli.report(jdk, jvm));
      assertEquals(0, jvm.end(), jvm::toString);
      return jvm;
    }
  }

  private static JvmProcess run(JvmProcess.Builder builder) {
    try (JvmProcess jvm = builder.start("OneConnection", Ports.block(), 0)) {
      assertEquals(0, jvm.end(), jvm::toString);
      return jvm;
    }
  }

  /** Both streams, without the agent's own lines and without the times in those of the JVM. */
  private static List<String> said(JvmProcess jvm) {
    return Stream.concat(jvm.out().stream(), jvm.err().stream())
        .filter(line -> !line.startsWith("[firstfin] "))
        .map(line -> line.replaceFirst("^\\[[0-9.,]+s\\]", ""))
        .toList();
  }

  private static void assertIsFromArchive(Path loaded) throws IOException {
    List<String> program =
        Files.readAllLines(loaded).stream()
            .filter(line -> line.contains("com.example.workload.OneConnection source"))
            .toList();
    assertTrue(program.toString().contains("shared objects file"), program::toString);
  }
}
