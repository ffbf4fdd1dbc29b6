package io.firstfin.trace;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The listener's end of a trace. It only reads, so that an agent which names a wrong file does no
 * harm. One thread.
 */
public final class TraceReader implements Closeable {
  /** What the name of a trace's file begins with. */
  static final String PREFIX = "firstfin-trace-";

  private static final int MOST_AT_ONCE = 1 << 18;

  /** How often to ask for the reader's lock: the writer has it for a moment when it looks. */
  private static final int LOCK_TRIES = 100;

  private static final long LOCK_PAUSE_NANOS = 10_000_000L;

  private final FileChannel file;
  private final ByteBuffer buffer = ByteBuffer.allocate(MOST_AT_ONCE);
  private long position;
  private long lines;
  private long lost;
  private long leftOut;
  private long notRecorded;

  private TraceReader(FileChannel file) throws IOException {
    this.file = file;
    TraceHeader.read(file);
    for (int tries = 1; !TraceLocks.take(file, TraceHeader.READER_LOCK, true); tries++) {
      if (tries == LOCK_TRIES) {
        throw new IOException("another process reads the trace");
      }
      LockSupport.parkNanos(this, LOCK_PAUSE_NANOS);
    }
  }

  /**
   * Opens a trace.
   *
   * @throws IOException when the file is no trace's, or cannot be read
   */
  public static TraceReader open(Path path) throws IOException {
    // Opening a pipe would wait for ever.
    if (!String.valueOf(path.getFileName()).startsWith(PREFIX)
        || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("there is no trace in " + path);
    }
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try {
      return new TraceReader(file);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Whether the agent still writes. Lines that it has written can be read after that. */
  public boolean isWritten() throws IOException {
    return TraceLocks.isTaken(file, TraceHeader.WRITER_LOCK, true);
  }

  /** The next lines; an empty list when there are none now. */
  public List<String> read() throws IOException {
    TraceHeader before = TraceHeader.read(file);
    if (before.written < position) {
      throw new IOException("the header of the trace is damaged");
    }
    List<String> read = new ArrayList<String>();
    int complete = isOverwritten(before) ? 0 : take(before.written, read);
    TraceHeader after = complete == 0 ? before : TraceHeader.read(file);
    if (isOverwritten(after)) {
      lost += after.lines - lines;
      position = after.written;
      lines = after.lines;
      read.clear();
    } else {
      position += complete;
      lines += read.size();
    }
    leftOut = after.leftOut;
    notRecorded = after.notRecorded;
    return read;
  }

  /**
   * How many closes that this listener wants are not among the lines: they were beyond its rate, or
   * it has read too slowly. Counted from the beginning, up to the last {@link #read}.
   */
  public long leftOut() {
    return leftOut + lost;
  }

  /**
   * How many closes were not recorded because the agent had no room, whether wanted or not; counted
   * likewise.
   */
  public long notRecorded() {
    return notRecorded;
  }

  private boolean isOverwritten(TraceHeader header) {
    return header.begun - position > TraceHeader.CAPACITY;
  }

  /** Reads whole lines, and returns their bytes. */
  private int take(long end, List<String> read) throws IOException {
    buffer.clear().limit((int) Math.min(end - position, MOST_AT_ONCE));
    int whole = buffer.limit();
    while (buffer.position() < whole) {
      long next = position + buffer.position();
      buffer.limit((int) Math.min(whole, buffer.position() + TraceHeader.untilEnd(next)));
      if (file.read(buffer, TraceHeader.place(next)) < 0) {
        throw new IOException("the trace's file has become shorter");
      }
    }
    int from = 0;
    for (int i = 0; i < whole; i++) {
      if (buffer.get(i) == '\n') {
        read.add(new String(buffer.array(), from, i - from, StandardCharsets.US_ASCII));
        from = i + 1;
      }
    }
    return from;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
