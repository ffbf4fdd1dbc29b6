package io.firstfin.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.bytes.AsciiBuffer;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {
  @TempDir Path folder;

  private TraceWriter writer;
  private TraceReader reader;

  @BeforeEach
  void open() throws IOException {
    writer = TraceWriter.create("/nonexistent", folder.toString());
    reader = TraceReader.open(path());
  }

  @AfterEach
  void close() throws IOException {
    reader.close();
    writer.close();
  }

  @Test
  void linesAreReadOnce() throws IOException {
    assertEquals(List.of(), reader.read());
    write("one\ntwo\n", 0, 0);
    assertEquals(List.of("one", "two"), reader.read());
    write("three\n", 0, 0);
    assertEquals(List.of("three"), reader.read());
    assertEquals(List.of(), reader.read());
    assertEquals(0, reader.leftOut());
  }

  @Test
  void countsAreReadWithoutLines() throws IOException {
    write("", 3, 2);

    assertEquals(List.of(), reader.read());
    assertEquals(3, reader.leftOut());
    assertEquals(2, reader.notRecorded());
  }

  @Test
  void manyLapsOfTheRingAreReadWholeByAReaderThatKeepsUp() throws IOException {
    int written = 0;
    int read = 0;
    while (written < 40_000) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 2_000; i++) {
        text.append(line(written++)).append('\n');
      }
      write(text.toString(), 0, 0);
      for (List<String> lines = reader.read(); !lines.isEmpty(); lines = reader.read()) {
        for (String line : lines) {
          assertEquals(line(read++), line);
        }
      }
    }
    assertEquals(written, read);
    assertEquals(0, reader.leftOut());
  }

  @Test
  void whatASlowReaderHasMissedIsCountedExactly() throws IOException {
    write("first\n", 5, 0);
    List<String> read = new ArrayList<>(reader.read());
    int written = 1;
    while (written * 301L < 3L * TraceHeader.CAPACITY) {
      write(line(written++) + "\n", 5, 0);
    }
    read.addAll(reader.read());
    write("last\n", 5, 0);
    written++;
    read.addAll(reader.read());

    assertEquals("last", read.get(read.size() - 1));
    assertEquals(written + 5, read.size() + reader.leftOut());
  }

  @Test
  void theFileIsItsUsersAloneAndLosesItsNameOnceItIsRead() throws IOException {
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path())));
    assertTrue(writer.isRead());
    assertFalse(Files.exists(path()));

    write("still here\n", 0, 0);
    assertEquals(List.of("still here"), reader.read());
  }

  @Test
  void eachEndNoticesThatTheOtherOneHasGone() throws IOException {
    assertTrue(writer.isRead());
    assertTrue(reader.isWritten());
    reader.close();
    assertFalse(writer.isRead());

    try (TraceWriter other = TraceWriter.create(folder.toString());
        TraceReader its = TraceReader.open(new File(other.path()).toPath())) {
      write(other, "the last words\n", 0, 0);
      other.close();
      assertFalse(its.isWritten());
      assertEquals(List.of("the last words"), its.read());
    }
  }

  @Test
  void itOpensAlthoughTheWriterLooksForAReaderAtThatMoment() throws Exception {
    reader.close();
    try (FileChannel looking = FileChannel.open(path(), StandardOpenOption.WRITE)) {
      FileLock lock = looking.lock(TraceHeader.READER_LOCK, 1, false);
      FutureTask<TraceReader> opened = new FutureTask<>(() -> TraceReader.open(path()));
      Thread opening = new Thread(opened);
      opening.start();
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (opening.getState() != Thread.State.TIMED_WAITING && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      lock.release();
      reader = opened.get(30, TimeUnit.SECONDS);
    }
    assertTrue(writer.isRead());
  }

  @Test
  void aTraceThatNobodyReadsLeavesNoFile() throws IOException {
    TraceWriter unread = TraceWriter.create(folder.toString());
    assertFalse(unread.isRead());
    unread.close();

    assertFalse(Files.exists(new File(unread.path()).toPath()));
  }

  @Test
  void whereThereIsNoPlaceTheReasonIsSaid() {
    IOException failure = assertThrows(IOException.class, () -> TraceWriter.create("/nonexistent"));

    assertTrue(
        failure.getMessage().startsWith("no place for the trace's file: "), failure::toString);
  }

  @Test
  void whatIsNoTraceIsNotRead() throws IOException {
    Path other = Files.createFile(folder.resolve("passwords"));
    Path empty = Files.createFile(folder.resolve("firstfin-trace-1"));
    Path older = Files.write(folder.resolve("firstfin-trace-2"), new byte[100]);
    Path link = Files.createSymbolicLink(folder.resolve("firstfin-trace-3"), other);

    assertThrows(IOException.class, () -> TraceReader.open(other));
    assertThrows(IOException.class, () -> TraceReader.open(empty));
    assertThrows(IOException.class, () -> TraceReader.open(older));
    assertThrows(IOException.class, () -> TraceReader.open(link));
  }

  private void write(String text, long leftOut, long notRecorded) throws IOException {
    write(writer, text, leftOut, notRecorded);
  }

  private static void write(TraceWriter to, String text, long leftOut, long notRecorded)
      throws IOException {
    byte[] bytes = AsciiBuffer.bytes(text);
    int lines = (int) text.chars().filter(c -> c == '\n').count();
    to.write(new AsciiBuffer(16).append(bytes), lines, leftOut, notRecorded);
  }

  private Path path() {
    return new File(writer.path()).toPath();
  }

  /** 300 characters. */
  private static String line(int number) {
    return String.format("%0300d", number);
  }
}
