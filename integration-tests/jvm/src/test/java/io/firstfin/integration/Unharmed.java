package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What holds after every test, whatever it tests: no JVM has crashed, no agent has met an error or
 * dropped a record, and a detach leaves nothing. JUnit finds this extension by {@code
 * META-INF/services}; {@link JvmProcess} and {@link Cli} call it for each JVM that ends and each
 * detach.
 */
public final class Unharmed implements AfterEachCallback {
  private static final Pattern AGENT_ERROR =
      Pattern.compile("\\[firstfin\\] .*an error of the agent's own");

  private static final Pattern CRASH = Pattern.compile("(hs_err_pid|replay_pid|core\\.?\\d*$).*");

  private static final int ANSWER_SECONDS = 10;

  @Override
  public void afterEach(ExtensionContext context) {
    try (Stream<Path> files = Files.list(Path.of("").toAbsolutePath())) {
      List<Path> crashes =
          files.filter(file -> CRASH.matcher(file.getFileName().toString()).matches()).toList();
      assertEquals(List.of(), crashes, "a JVM has crashed");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What an agent that still works says of itself, just before its JVM is killed. */
  static void assertHealthy(JvmProcess jvm) {
    String answer = report(jvm.pid());
    if (answer.startsWith("ok:")) {
      Report report = new Report(answer.substring("ok:".length()));
      assertEquals(0, report.errors(), () -> "errors of the agent's own: " + jvm + report);
      assertEquals(0, report.dropped(), () -> "dropped records: " + jvm + report);
    }
  }

  static void assertNoErrorLogged(JvmProcess jvm) {
    if (jvm.err().stream().anyMatch(line -> AGENT_ERROR.matcher(line).find())) {
      throw new AssertionError("the agent met an error of its own: " + jvm);
    }
  }

  /**
   * After a detach no thread is left, and no descriptor but those that the JVM itself keeps.
   *
   * @param answer what the detach said
   */
  static void assertDetached(long pid, String answer) {
    try {
      List<String> left = new ArrayList<>(AgentThreads.of(pid));
      for (String target : OpenDescriptors.of(pid)) {
        if (target.matches("/.*/(firstfin-[0-9a-f]+\\.so|ffi\\w{6}) \\(deleted\\)")) {
          left.add(target);
        }
      }
      assertEquals(List.of(), left, "left by a detach of " + pid + ", which said: " + answer);
    } catch (IOException e) {
      // The JVM has ended meanwhile.
      return;
    }
  }

  /**
   * Empty when the JVM has no agent that answers: it ended, is stopped, never had one, or cannot be
   * attached to.
   */
  private static String report(long pid) {
    FutureTask<String> asked = new FutureTask<>(() -> ask(pid));
    Thread asker = new Thread(asked, "asks " + pid);
    asker.setDaemon(true);
    try {
      if (AgentThreads.of(pid).isEmpty() || isStopped(pid)) {
        return "";
      }
      asker.start();
      return asked.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (IOException | ExecutionException | TimeoutException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  private static boolean isStopped(long pid) throws IOException {
    return Files.readString(Path.of("/proc/" + pid + "/status")).contains("State:\tT");
  }

  private static String ask(long pid) throws IOException, AttachNotSupportedException {
    VirtualMachine jvm = VirtualMachine.attach(Long.toString(pid));
    try {
      return jvm.getAgentProperties().getProperty("firstfin.report", "");
    } finally {
      jvm.detach();
    }
  }
}
