package io.firstfin.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class AgentLogTest {
  @TempDir Path folder;

  private final List<String> stderr = new ArrayList<>();

  @Test
  void aTextOfTheUsersIsLoggedAndNotKept() {
    AgentLog log = AgentLog.of("stderr", stderr::add);

    log.warnOnce("otlp", "otlp=ftp://me:secret@host is not accepted", "otlp is not accepted");

    assertEquals(List.of("otlp is not accepted"), log.problems());
    assertTrue(stderr.get(0).contains("me:secret"), stderr::toString);
  }

  @Test
  void aProblemIsSaidOnceAndKept() {
    AgentLog log = AgentLog.of("stderr", stderr::add);

    log.warnOnce("jna", "JNA cannot load; the JDK is asked instead");
    log.warnOnce("jna", "JNA cannot load; the JDK is asked instead");

    assertEquals(List.of("[firstfin] JNA cannot load; the JDK is asked instead\n"), stderr);
    assertEquals(List.of("JNA cannot load; the JDK is asked instead"), log.problems());
  }

  @Test
  void infoIsNoProblem() {
    AgentLog log = AgentLog.of("stderr", stderr::add);

    log.info("watching");

    assertEquals(List.of("[firstfin] watching\n"), stderr);
    assertEquals(List.of(), log.problems());
  }

  @Test
  void whatWouldSteerATerminalIsNotWritten() {
    AgentLog log = AgentLog.of("stderr", stderr::add);

    log.info("watching \u009b2J\nmore");

    assertEquals(List.of("[firstfin] watching ?2J?more\n"), stderr);
  }

  @Test
  void offIsSilentAndStillKeepsProblems() {
    AgentLog log = AgentLog.of("off", stderr::add);

    log.warnOnce("jna", "JNA cannot load");

    assertEquals(List.of(), stderr);
    assertEquals(List.of("JNA cannot load"), log.problems());
  }

  @Test
  void theNumberOfProblemsIsBounded() {
    AgentLog log = AgentLog.of("off", stderr::add);

    for (int i = 0; i < 1000; i++) {
      log.warnOnce("key " + i, "line " + i);
    }

    assertEquals(100, log.problems().size());
  }

  @Test
  void aFileIsMadeWithTheFirstLine() throws Exception {
    Path file = folder.resolve("firstfin.log");
    AgentLog log = AgentLog.of(file.toString(), stderr::add);
    assertFalse(Files.exists(file));

    log.info("watching");

    assertEquals("[firstfin] watching\n", Files.readString(file));
  }

  @Test
  void aFileIsAppendedTo() throws Exception {
    Path file = Files.writeString(folder.resolve("firstfin.log"), "of the last run\n");

    AgentLog.of(file.toString(), stderr::add).info("watching");

    assertEquals("of the last run\n[firstfin] watching\n", Files.readString(file));
    assertEquals(List.of(), stderr);
  }

  @Test
  void aFileThatCannotBeWrittenIsNamedOnceAndStderrIsUsed() {
    String path = folder.toString();
    AgentLog log = AgentLog.of(path, stderr::add);

    log.info("one");
    log.info("two");

    String problem = "log file " + path + " cannot be written: Is a directory";
    assertEquals(
        List.of(
            "[firstfin] " + problem + "; stderr is used instead\n",
            "[firstfin] one\n",
            "[firstfin] two\n"),
        stderr);
    assertEquals(List.of(problem), log.problems());
  }

  @Test
  void aFolderDeletedLaterIsSurvived() throws Exception {
    Path deleted = Files.createDirectory(folder.resolve("deleted"));
    Path file = deleted.resolve("firstfin.log");
    AgentLog log = AgentLog.of(file.toString(), stderr::add);
    log.info("one");
    Files.delete(file);
    Files.delete(deleted);

    log.info("two");

    assertEquals(
        List.of(
            "[firstfin] log file "
                + file
                + " cannot be written: No such file or directory; stderr is used instead\n",
            "[firstfin] two\n"),
        stderr);
  }

  @Test
  void aFileThatCanBeWrittenAgainIsUsedAgain() throws Exception {
    Path later = folder.resolve("later");
    Path file = later.resolve("firstfin.log");
    AgentLog log = AgentLog.of(file.toString(), stderr::add);
    log.info("one");
    Files.createDirectory(later);

    log.info("two");

    assertEquals("[firstfin] two\n", Files.readString(file));
  }

  @Test
  void aFullDiskIsSurvived() {
    AgentLog log = AgentLog.of("/dev/full", stderr::add);

    log.info("one");

    assertEquals(
        List.of(
            "[firstfin] log file /dev/full cannot be written: No space left on device; stderr is"
                + " used instead\n",
            "[firstfin] one\n"),
        stderr);
  }

  @Test
  void aNamedPipeIsRefused() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());

    AgentLog.of(pipe.toString(), stderr::add).info("one");

    assertTrue(stderr.get(0).contains("it is a pipe"), stderr::toString);
    assertEquals("[firstfin] one\n", stderr.get(1));
  }

  @Test
  @Timeout(60)
  void stderrIsWrittenPastTheApplicationsOwnStream() throws Exception {
    Process process =
        new ProcessBuilder(
                new File(System.getProperty("java.home"), "bin/java").getPath(),
                "-cp",
                System.getProperty("java.class.path"),
                HeldStderr.class.getName())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();

    String written = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals("[firstfin] watching\n", written);
  }

  /** An application that has replaced System.err and holds its lock while the agent writes. */
  static final class HeldStderr {
    public static void main(String[] arguments) throws Exception {
      System.setErr(new PrintStream(OutputStream.nullOutputStream()));
      synchronized (System.err) {
        AgentLog log = AgentLog.of("stderr");
        log.info("watching");
        log.settle(30_000);
      }
    }
  }
}
