package io.firstfin.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command line against real processes. */
@EnabledOnOs(OS.LINUX)
class LiveAttachTest {
  private static final String OPENS = "--add-opens=java.base/jdk.internal.vm=ALL-UNNAMED";

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    for (Process process : processes) {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void aReportOfMegabytesArrivesWhole() throws Exception {
    Process target = jvm(OPENS);
    assertEquals(0, run(AnsweringAgent.class, "attach", target), err.toString());
    out.reset();

    assertEquals(0, run(AnsweringAgent.class, "report", target, "--json"), err.toString());
    String text = out.toString(StandardCharsets.UTF_8);
    // Not assertEquals, which would print both.
    assertTrue(text.endsWith("\u00e9x".repeat(1_000_000) + "\n"), text.length() + " characters");
  }

  @Test
  void eachReportIsMadeAnew() throws Exception {
    Process target = jvm(OPENS);
    run(AnsweringAgent.class, "attach", target);
    out.reset();

    run(AnsweringAgent.class, "report", target, "--json");
    String first = out.toString(StandardCharsets.UTF_8).substring(0, 10);
    out.reset();
    run(AnsweringAgent.class, "report", target, "--json");
    assertNotEquals(first, out.toString(StandardCharsets.UTF_8).substring(0, 10));
  }

  @Test
  void aJvmWithoutTheAgentHasNoReport() throws Exception {
    Process target = jvm();

    assertEquals(1, run(SilentAgent.class, "report", target));
    assertOneLine("FirstFIN does not watch process " + target.pid());
  }

  @Test
  void anAgentThatDoesNotAnswerIsOneLine() throws Exception {
    Process target = jvm();

    assertEquals(1, run(SilentAgent.class, "detach", target));
    assertOneLine("gave no answer");
  }

  @Test
  void aJvmWithoutTheAttachMechanismIsRecognisedByItsFlag() throws Exception {
    Process target = jvm("-XX:+DisableAttachMechanism");

    assertEquals(1, run(SilentAgent.class, "attach", target));
    assertOneLine("was started with -XX:+DisableAttachMechanism");
  }

  @Test
  void aJvmThatForbidsDynamicAgentsSaysSoItself() throws Exception {
    Path hidden = Files.writeString(folder.resolve("flags"), "-XX:-EnableDynamicAgentLoading");
    Process target = jvm("@" + hidden);

    assertEquals(1, run(SilentAgent.class, "attach", target));
    assertOneLine("-XX:-EnableDynamicAgentLoading");
  }

  @Test
  void aJarThatTheTargetCannotReadIsOneLine() throws Exception {
    Process target = jvm();

    String[] args = {"attach", Long.toString(target.pid())};
    assertEquals(1, run(folder.resolve("none.jar"), args));
    assertOneLine("cannot read firstfin.jar");
  }

  @Test
  void aProcessThatIsNoJvmSurvives() throws Exception {
    Process target = started(new ProcessBuilder("sleep", "60"));

    assertEquals(1, run(SilentAgent.class, "attach", target));
    assertTrue(err.toString().startsWith("firstfin: process " + target.pid()), err.toString());
    assertTrue(target.isAlive());
  }

  @Test
  void anUnknownPidListsTheJvms() throws Exception {
    Process target = jvm();
    Process ended = started(new ProcessBuilder("true"));
    assertTrue(ended.waitFor(10, TimeUnit.SECONDS));

    assertEquals(1, run(SilentAgent.class, "attach", ended));
    String line = "(?s).*" + target.pid() + "  " + SilentAgent.class.getName() + " +no .*";
    assertTrue(err.toString().contains("there is no process " + ended.pid()), err.toString());
    assertTrue(err.toString().matches(line), err.toString());
  }

  private void assertOneLine(String part) {
    assertTrue(err.toString().contains(part), err.toString());
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertEquals("", out.toString());
  }

  private int run(Class<?> agent, String command, Process target, String... more) throws Exception {
    List<String> args = new ArrayList<>(List.of(command, Long.toString(target.pid())));
    args.addAll(List.of(more));
    return run(jar(agent), args.toArray(new String[0]));
  }

  private int run(Path jar, String... args) {
    PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
    return CommandLine.run(args, jar.toString(), outStream, errStream, false);
  }

  private Process jvm(String... flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    Path classes =
        Path.of(SilentAgent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    command.addAll(List.of("-cp", classes.toString(), SilentAgent.class.getName()));
    Process process = started(new ProcessBuilder(command));
    assertEquals('r', process.getInputStream().read());
    return process;
  }

  private Process started(ProcessBuilder builder) throws Exception {
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    processes.add(process);
    return process;
  }

  private Path jar(Class<?> agent) throws Exception {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(new Attributes.Name("Agent-Class"), agent.getName());
    Path jar = folder.resolve("firstfin.jar");
    String entry = agent.getName().replace('.', '/') + ".class";
    try (JarOutputStream stream = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      stream.putNextEntry(new JarEntry(entry));
      agent.getResourceAsStream("/" + entry).transferTo(stream);
      stream.closeEntry();
    }
    return jar;
  }
}
