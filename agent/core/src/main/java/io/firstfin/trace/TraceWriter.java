package io.firstfin.trace;

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

  /** So that what is being written is a small part of the ring. */
  private static final int MOST_AT_ONCE = TraceHeader.CAPACITY / 8;

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
   * @param text ASCII; each line ends with a line feed
   * @param leftOut since the beginning
   * @param notRecorded since the beginning
   */
  void write(CharSequence text, long leftOut, long notRecorded) throws IOException {
    int from = 0;
    while (from < text.length()) {
      int end = from;
      int complete = 0;
      ByteBuffer bytes = ByteBuffer.allocate(Math.min(text.length() - from, MOST_AT_ONCE));
      while (bytes.hasRemaining()) {
        char c = text.charAt(from + bytes.position());
        bytes.put((byte) c);
        if (c == '\n') {
          end = from + bytes.position();
          complete++;
        }
      }
      bytes.limit(end - from).position(0);
      put(bytes, complete, leftOut, notRecorded);
      from = end;
    }
    publish(written, leftOut, notRecorded);
  }

  private void put(ByteBuffer bytes, int complete, long leftOut, long notRecorded)
      throws IOException {
    long after = written + bytes.remaining();
    publish(after, leftOut, notRecorded);
    int whole = bytes.limit();
    while (written < after) {
      bytes.limit((int) Math.min(whole, bytes.position() + TraceHeader.untilEnd(written)));
      written += file.write(bytes, TraceHeader.place(written));
    }
    lines += complete;
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
