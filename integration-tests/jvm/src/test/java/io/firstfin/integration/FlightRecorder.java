package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.support.Command;
import io.firstfin.support.Jdk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import jdk.jfr.consumer.RecordedEvent;

/** Controls the Flight Recorder of a JVM with jcmd, as a user would. */
final class FlightRecorder {
  private static final int SECONDS = 30;

  private final Jdk jdk;
  private final JvmProcess jvm;
  private final Path folder;

  FlightRecorder(Jdk jdk, JvmProcess jvm, Path folder) {
    this.jdk = jdk;
    this.jvm = jvm;
    this.folder = folder;
  }

  void startWithDefaults() {
    jcmd("JFR.start", "name=run");
  }

  /**
   * Starts a recording with settings of {@code firstfin.ConnectionClosed}, in a file that every JDK
   * reads.
   *
   * @param settings names, each followed by its value
   */
  void start(String... settings) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < settings.length; i += 2) {
      lines.append("<setting name=\"%s\">%s</setting>\n".formatted(settings[i], settings[i + 1]));
    }
    Path file = folder.resolve("settings.jfc");
    try {
      Files.writeString(
          file,
          """
          <?xml version="1.0" encoding="UTF-8"?>
          <configuration version="2.0" label="FirstFIN" provider="FirstFIN">
            <event name="firstfin.ConnectionClosed">
              %s
            </event>
          </configuration>
          """
              .formatted(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    jcmd("JFR.start", "name=run", "settings=" + file);
  }

  /** What was recorded so far, as soon as it is what the test waits for. */
  Recording await(Predicate<Recording> good) {
    return Await.until(SECONDS, this::dump, good);
  }

  /** Waits until the agent's events exist. */
  void awaitEvents() {
    Recording recording = await(dumped -> !dumped.censuses().isEmpty());
    assertEquals(false, recording.censuses().isEmpty(), jvm::toString);
  }

  /** How many exceptions the JVM has made, by the first statistics after this call. */
  long exceptions() {
    Instant asked = Instant.now();
    Optional<RecordedEvent> statistics =
        Await.until(
            SECONDS,
            () -> {
              Path file = folder.resolve("exceptions.jfr");
              jcmd("JFR.dump", "name=run", "filename=" + file);
              return Recording.exceptions(file, asked);
            },
            Optional::isPresent);
    return statistics.orElseThrow(() -> new AssertionError(jvm)).getLong("throwables");
  }

  Recording dump() {
    Path file = folder.resolve("dump.jfr");
    jcmd("JFR.dump", "name=run", "filename=" + file);
    return Recording.read(file);
  }

  void stop() {
    jcmd("JFR.stop", "name=run");
  }

  private void jcmd(String... command) {
    List<String> words = new ArrayList<>(List.of(jdk.jcmd().toString(), Long.toString(jvm.pid())));
    words.addAll(List.of(command));
    Command.Result result = Command.run(words);
    assertEquals(0, result.status(), () -> result + "\n" + jvm);
  }
}
