package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What holds after every test, whatever it tests: no JVM has crashed, no agent has logged an error
 * of its own, and a detach leaves nothing. JUnit finds this extension by {@code META-INF/services};
 * {@link JvmProcess} and {@link Cli} call it for each JVM that ends and each detach.
 */
public final class Unharmed implements AfterEachCallback {
  private static final Pattern AGENT_ERROR =
      Pattern.compile("\\[firstfin\\] .*an error of the agent's own");

  private static final Pattern CRASH = Pattern.compile("(hs_err_pid|replay_pid|core\\.?\\d*$).*");

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

  static void assertNoErrorLogged(JvmProcess jvm) {
    if (jvm.err().stream().anyMatch(line -> AGENT_ERROR.matcher(line).find())) {
      throw new AssertionError("the agent met an error of its own: " + jvm);
    }
  }

  /** After a detach no thread is left, and no descriptor but those that the JVM itself keeps. */
  static void assertDetached(long pid) {
    try {
      List<String> left = new ArrayList<>(AgentThreads.of(pid));
      for (String target : OpenDescriptors.of(pid)) {
        if (target.matches("/.*/(firstfin-[0-9a-f]+\\.so|ffi\\w{6}) \\(deleted\\)")) {
          left.add(target);
        }
      }
      assertEquals(List.of(), left, "left by a detach of " + pid);
    } catch (IOException e) {
      // The JVM has ended meanwhile.
      return;
    }
  }
}
