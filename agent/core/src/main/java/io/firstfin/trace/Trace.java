package io.firstfin.trace;

import io.firstfin.bytes.AsciiBuffer;
import io.firstfin.picture.SettledClose;
import io.firstfin.report.SettledCloseJson;
import io.firstfin.thread.AgentThread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One listener's trace. The agent's thread hands closes over and never waits; a thread of the
 * trace's own writes them, and ends with its reader.
 */
final class Trace implements Runnable {
  /** Room for the closes of a pause at 30,000 a second. */
  private static final int QUEUE = 8_192;

  /** Bytes that are written at once: a small part of the ring, and many lines. */
  private static final int PIECE = 1 << 15;

  private static final Comparator<SettledClose> BY_TIME =
      (a, b) -> Long.compare(a.timeMillis, b.timeMillis);

  private static final long PAUSE_NANOS = 250_000_000L;
  private static final long SECOND_NANOS = 1_000_000_000L;

  /** How long a reader may take until it has opened the file. */
  private static final long READER_NANOS = 10 * SECOND_NANOS;

  private final TraceFilter filter;
  private final TraceWriter writer;
  private final LongSupplier dropped;
  private final long droppedBefore;
  private final Consumer<Trace> ended;
  private final ArrayBlockingQueue<SettledClose> queue =
      new ArrayBlockingQueue<SettledClose>(QUEUE);

  // The trace's own thread uses these.
  private final List<SettledClose> closes = new ArrayList<SettledClose>();
  private final AsciiBuffer text = new AsciiBuffer(2 * PIECE);
  private final SettledCloseJson json = new SettledCloseJson(text);

  private final AgentThread thread = new AgentThread(this, "firstfin-trace");
  private final long beginNanos = System.nanoTime();
  private volatile boolean stopped;

  // The agent's thread writes these.
  private long secondNanos = beginNanos;
  private int inSecond;
  private volatile long leftOut;

  /**
   * @param dropped how many records were dropped since the agent began, because there was no room
   * @param ended gets this trace after its end
   */
  Trace(TraceFilter filter, TraceWriter writer, LongSupplier dropped, Consumer<Trace> ended) {
    this.filter = filter;
    this.writer = writer;
    this.dropped = dropped;
    this.ended = ended;
    droppedBefore = dropped.getAsLong();
  }

  void start() {
    thread.start();
  }

  /** Ends soon; what was handed over is written before. */
  void stop() {
    stopped = true;
    LockSupport.unpark(thread);
  }

  /** Takes a close; called by the agent's thread. */
  void take(SettledClose close, long nanoTime) {
    if (!filter.matches(close)) {
      return;
    }
    if (nanoTime - secondNanos >= SECOND_NANOS) {
      secondNanos = nanoTime;
      inSecond = 0;
    }
    if (inSecond < filter.rate && queue.offer(close)) {
      inSecond++;
    } else {
      leftOut++;
    }
  }

  @Override
  public void run() {
    try {
      boolean wasRead = false;
      boolean goesOn = true;
      while (goesOn) {
        boolean last = stopped;
        write();
        boolean read = writer.isRead();
        wasRead |= read;
        goesOn = !last && (read || !wasRead && System.nanoTime() - beginNanos < READER_NANOS);
        if (goesOn) {
          LockSupport.parkNanos(this, PAUSE_NANOS);
        }
      }
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // The reader sees that nobody writes any more; the service has nothing to do with it.
      stopped = true;
    } finally {
      ended.accept(this);
      close();
    }
  }

  private void write() throws IOException {
    // Before the closes are taken, so that none of them is counted too.
    long uncounted = leftOut;
    queue.drainTo(closes);
    // Verdicts that are certain come before those that the kernel had to settle.
    closes.sort(BY_TIME);
    int lines = 0;
    for (SettledClose close : closes) {
      json.append(close);
      text.append('\n');
      lines++;
      if (text.size() >= PIECE) {
        writer.write(text, lines, uncounted, notRecorded());
        text.clear();
        lines = 0;
      }
    }
    closes.clear();
    writer.write(text, lines, uncounted, notRecorded());
    text.clear();
  }

  private long notRecorded() {
    return dropped.getAsLong() - droppedBefore;
  }

  private void close() {
    try {
      writer.close();
    } catch (IOException e) {
      // It cannot be used any more either way.
      stopped = true;
    }
  }
}
