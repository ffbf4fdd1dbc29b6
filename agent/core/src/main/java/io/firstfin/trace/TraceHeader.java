package io.firstfin.trace;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The first bytes of a trace's file. They precede a ring of bytes, which holds lines: the byte that
 * was written as the n-th is at {@link #place}. Immutable.
 */
final class TraceHeader {
  /** The bytes of the ring. */
  static final int CAPACITY = 1 << 22;

  /** A byte that the writer has locked as long as it writes. */
  static final long WRITER_LOCK = 1L << 40;

  /** A byte that the reader has locked as long as it reads. */
  static final long READER_LOCK = WRITER_LOCK + 1;

  /** "FFtrace" and the version of this layout. */
  private static final long MAGIC = 0x4646747261636501L;

  private static final int BYTES = 6 * Long.BYTES;

  /** Bytes of lines whose writing has begun: the ring may have lost those before, less a lap. */
  final long begun;

  /** Bytes of lines that are written. */
  final long written;

  /** Lines that are written. */
  final long lines;

  /** Closes that the listener wants and that were left out. */
  final long leftOut;

  /** Closes of which nothing is known but that there was no room for their records. */
  final long notRecorded;

  TraceHeader(long begun, long written, long lines, long leftOut, long notRecorded) {
    this.begun = begun;
    this.written = written;
    this.lines = lines;
    this.leftOut = leftOut;
    this.notRecorded = notRecorded;
  }

  /** Where in the file a byte is. */
  static long place(long position) {
    return BYTES + position % CAPACITY;
  }

  /** How many bytes from this one on stand in one piece, before the ring begins again. */
  static long untilEnd(long position) {
    return CAPACITY - position % CAPACITY;
  }

  /**
   * Reads the header.
   *
   * @throws IOException when the file is no trace's, or has another layout
   */
  static TraceHeader read(FileChannel file) throws IOException {
    ByteBuffer once = bytes(file);
    ByteBuffer again = bytes(file);
    while (!once.equals(again)) {
      // The writer was at it.
      once = again;
      again = bytes(file);
    }
    if (once.getLong() != MAGIC) {
      throw new IOException("the agent is of another version");
    }
    TraceHeader header =
        new TraceHeader(
            once.getLong(), once.getLong(), once.getLong(), once.getLong(), once.getLong());
    if (header.written < 0 || header.begun < header.written) {
      throw new IOException("the header of the trace is damaged");
    }
    return header;
  }

  private static ByteBuffer bytes(FileChannel file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, bytes.position()) < 0) {
        throw new EOFException("the file ends within its header");
      }
    }
    bytes.flip();
    return bytes;
  }

  void write(FileChannel file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(MAGIC).putLong(begun).putLong(written).putLong(lines);
    bytes.putLong(leftOut).putLong(notRecorded).flip();
    while (bytes.hasRemaining()) {
      file.write(bytes, bytes.position());
    }
  }
}
