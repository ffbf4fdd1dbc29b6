package io.firstfin.trace;

import io.firstfin.bytes.AsciiBuffer;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;

/**
 * The agent's end of a trace: a file that only its user may read, and whose name is removed once
 * the reader has it open. It never waits for the reader, which finds out what it has missed. One
 * thread.
 */
final class TraceWriter implements Closeable {
  /** The first one is in memory; containers with a read-only root have it too. */
  private static final String[] DIRECTORIES = {
    "/dev/shm", System.getProperty("java.io.tmpdir", "/tmp")
  };

  private final Path path;
  private final FileChannel file;
  private boolean named = true;
  private long written;
  private long lines;

  private TraceWriter(Path path, FileChannel file) throws IOException {
    this.path = path;
    this.file = file;
    publish(0, 0, 0);
    if (!TraceLocks.take(file, TraceHeader.WRITER_LOCK, false)) {
      throw new IOException("the file " + path + " is locked");
    }
  }

  static TraceWriter create() throws IOException {
    return create(DIRECTORIES);
  }

  /** In the first of these directories that can be written to. */
  static TraceWriter create(String... directories) throws IOException {
    IOException failure = null;
    for (String directory : directories) {
      Path path = Paths.get(directory, TraceReader.PREFIX + Long.toHexString(System.nanoTime()));
      FileChannel file = null;
      try {
        file =
            FileChannel.open(
                path,
                EnumSet.of(
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new TraceWriter(path.toAbsolutePath(), file);
      } catch (IOException e) {
        failure = e;
        if (file != null) {
          Files.deleteIfExists(path);
          file.close();
        }
      }
    }
    throw new IOException("no place for the trace's file: " + failure);
  }

  /** For the reader. */
  String path() {
    return path.toString();
  }

  /** Whether a reader has the file open. */
  boolean isRead() throws IOException {
    boolean read = TraceLocks.isTaken(file, TraceHeader.READER_LOCK, false);
    if (read && named) {
      named = false;
      Files.deleteIfExists(path);
    }
    return read;
  }

  /**
   * Writes lines.
   *
   * @param text a small part of the ring; each line ends with a line feed
   * @param complete how many lines these are
   * @param leftOut since the beginning
   * @param notRecorded since the beginning
   */
  void write(AsciiBuffer text, int complete, long leftOut, long notRecorded) throws IOException {
    long after = written + text.size();
    publish(after, leftOut, notRecorded);
    ByteBuffer bytes = ByteBuffer.wrap(text.array(), 0, text.size());
    while (written < after) {
      bytes.limit((int) Math.min(text.size(), bytes.position() + TraceHeader.untilEnd(written)));
      written += file.write(bytes, TraceHeader.place(written));
    }
    lines += complete;
    publish(written, leftOut, notRecorded);
  }

  private void publish(long begun, long leftOut, long notRecorded) throws IOException {
    new TraceHeader(begun, written, lines, leftOut, notRecorded).write(file);
  }

  @Override
  public void close() throws IOException {
    try {
      if (named) {
        Files.deleteIfExists(path);
      }
    } finally {
      file.close();
    }
  }
}
