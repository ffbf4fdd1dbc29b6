package io.firstfin.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.picture.SettledClose;
import io.firstfin.trace.Traces;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceCommandTest {
  private final FakeJvms jvms = new FakeJvms();
  private final Traces traces = new Traces(() -> 0);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @AfterEach
  void end() {
    traces.end();
  }

  @Test
  void eachCloseIsALineUntilTheAgentEnds() {
    jvms.agent = command -> trace(command, 2);

    assertEquals(0, run("trace", "4242"));
    assertTrue(out().startsWith("TIME "), out());
    assertEquals(3, out().lines().count(), out());
    assertTrue(out().endsWith("com.acme.Cache.get(Cache.java:42)\n"), out());
    assertEquals("firstfin: process 4242 has ended, or FirstFIN was detached from it\n", err());
    assertEquals(0, jvms.open());
  }

  @Test
  void asJsonEachLineIsTheAgentsOwn() {
    jvms.agent = command -> trace(command, 1);

    assertEquals(0, run("trace", "4242", "--json"));
    assertTrue(out().matches("\\{\"time\": .*\"closedBy\": \"\"}\n"), out());
  }

  @ParameterizedTest
  @CsvSource({"--json, {\"leftOut\": 3}", "--rate=1, 3 closes left out: more than"})
  void whatIsLeftOutIsCountedInALine(String word, String counted) {
    jvms.agent = command -> trace("trace:rate=1", 4);

    assertEquals(0, run("trace", "4242", word));
    assertTrue(out().contains("\n" + counted), out());
  }

  @Test
  void theAgentIsAskedForWhatTheWordsSay() {
    jvms.agent = command -> trace(command, 0);

    run("trace", "4242", "--first", "remote", "--to=10.0.0.5", "--json", "--line", "com.a b");

    assertEquals(List.of("trace:first=remote\nto=10.0.0.5\nline=com.a b"), jvms.commands);
  }

  @ParameterizedTest
  @CsvSource({
    "--first us, 'trace --first takes local, remote, simultaneous or unknown, not us'",
    "--first, 'trace --first needs a value, or is not known'",
    "--jsn=1, 'trace --jsn=1 is not known; accepted are first, to, line, state and rate'",
    "first=us, 'trace takes a pid, --first, --to, --line, --state, --rate and --json, not first=us'"
  })
  void wordsThatItDoesNotTakeAreWrongUsage(String words, String message) {
    assertEquals(2, run(("trace 4242 " + words).split(" ")));
    assertEquals("firstfin: " + message + "; see java -jar firstfin.jar --help\n", err());
    assertEquals(List.of(), jvms.commands);
  }

  @Test
  void anAgentThatIsOlderThanTheCommandIsNamed() {
    jvms.agent = command -> "error:this agent does not know the command trace";

    assertEquals(1, run("trace", "4242"));
    assertEquals(
        "firstfin: process 4242 is watched by an older firstfin.jar, which cannot trace: restart"
            + " the process with this one\n",
        err());
  }

  @Test
  void aJvmThatIsNotWatchedSaysHowToAttach() {
    jvms.agent = command -> "error:not attached: nothing watches this JVM";

    assertEquals(1, run("trace", "4242"));
    assertTrue(err().contains("run java -jar firstfin.jar attach 4242 first"), err());
  }

  @Test
  void aFilterThatDoesNotFitIsRefused() {
    assertEquals(1, run("trace", "4242", "--line", "x".repeat(1_000)));
    assertTrue(err().contains("bytes longer than a JVM takes"), err());
  }

  @Test
  void aFileThatIsNoTraceIsNotRead() {
    jvms.agent = command -> "ok:/etc/hostname";

    assertEquals(1, run("trace", "4242"));
    assertTrue(err().contains("the trace of process 4242 cannot be read"), err());
  }

  @Test
  void itEndsWithTheReaderOfItsOutput() {
    jvms.agent = command -> trace(command, -1);
    PrintStream closed =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
              }
            });

    assertEquals(0, run(closed, "trace", "4242"));
    assertEquals("", err());
  }

  /** Begins a trace with some closes. It ends after them, unless there is a negative number. */
  private String trace(String command, int closes) {
    try {
      String path = traces.begin(command.substring("trace:".length()));
      for (int i = 0; i < closes; i++) {
        traces.listener().accept(CLOSE);
      }
      if (closes >= 0) {
        Thread later = new Thread(() -> endOnceItIsRead(new File(path)));
        later.setDaemon(true);
        later.start();
      }
      return "ok:" + path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file loses its name when the command has opened it. */
  private void endOnceItIsRead(File file) {
    try {
      while (file.exists()) {
        Thread.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    traces.end();
  }

  private static final SettledClose CLOSE =
      SettledClose.builder()
          .timeMillis(1_795_910_400_123L)
          .role(Role.CLIENT)
          .initiator(Initiator.LOCAL)
          .how(How.FIN)
          .host("10.0.0.5")
          .remotePort(6379)
          .name("")
          .site("a1b2c3d4")
          .line("com.acme.Cache.get(Cache.java:42)")
          .via("")
          .closedBy("")
          .build();

  private int run(String... args) {
    return run(new PrintStream(out, true, StandardCharsets.UTF_8), args);
  }

  private int run(PrintStream outStream, String... args) {
    PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
    ProcessCheck noProcfs = new ProcessCheck(new File("/nonexistent"));
    return new CommandLine(jvms, noProcfs, "/opt/firstfin.jar", outStream, errStream, false)
        .run(args);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
