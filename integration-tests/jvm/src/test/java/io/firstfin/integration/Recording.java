package io.firstfin.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** FirstFIN's events in a file that the Flight Recorder of any JDK wrote. */
record Recording(List<RecordedEvent> events) {
  static Recording read(Path file) {
    try {
      if (!Files.exists(file) || Files.size(file) == 0) {
        return new Recording(List.of());
      }
      return new Recording(
          RecordingFile.readAllEvents(file).stream()
              .filter(event -> event.getEventType().getName().startsWith("firstfin."))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  /** The JVM's own statistics of exceptions, if a file has some from after this moment. */
  static Optional<RecordedEvent> exceptions(Path file, Instant after) {
    try {
      return RecordingFile.readAllEvents(file).stream()
          .filter(event -> event.getEventType().getName().equals("jdk.ExceptionStatistics"))
          .filter(event -> event.getStartTime().isAfter(after))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  List<RecordedEvent> closes() {
    return named("firstfin.ConnectionClosed");
  }

  List<RecordedEvent> censuses() {
    return named("firstfin.Census");
  }

  List<RecordedEvent> findings() {
    return named("firstfin.Finding");
  }

  private List<RecordedEvent> named(String name) {
    return events.stream().filter(event -> event.getEventType().getName().equals(name)).toList();
  }

  /** The closes by role, initiator and how. */
  Closes verdicts() {
    Closes closes = new Closes();
    for (RecordedEvent close : closes()) {
      closes.add(
          close.getString("role")
              + ' '
              + close.getString("initiator")
              + ' '
              + close.getString("how"),
          1);
    }
    return closes;
  }

  /**
   * The innermost frame of an event's stack that belongs to a program, as a stack trace writes it.
   */
  static Optional<String> applicationFrame(RecordedEvent event) {
    return event.getStackTrace().getFrames().stream()
        .filter(frame -> frame.getMethod().getType().getName().startsWith("com.example."))
        .map(Recording::text)
        .findFirst();
  }

  private static String text(RecordedFrame frame) {
    String type = frame.getMethod().getType().getName();
    String file = type.substring(type.lastIndexOf('.') + 1).replaceAll("\\$.*", "") + ".java";
    return type
        + '.'
        + frame.getMethod().getName()
        + '('
        + file
        + ':'
        + frame.getLineNumber()
        + ')';
  }
}
