package io.firstfin.trace;

import io.firstfin.picture.SettledClose;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The traces of a JVM. Any thread begins one; the agent's thread hands closes over. */
public final class Traces {
  private static final int MOST = 4;

  private final LongSupplier dropped;
  private final List<Trace> running = new CopyOnWriteArrayList<Trace>();

  /** Null before the first trace. */
  private volatile Consumer<SettledClose> all;

  /**
   * @param dropped how many records were dropped since the agent began, because there was no room
   */
  public Traces(LongSupplier dropped) {
    this.dropped = dropped;
  }

  /**
   * Begins a trace, and returns the path of the file which the reader must open soon.
   *
   * @param filter what {@link TraceFilter#text} has returned
   * @throws IOException when there is no place for the file
   * @throws IllegalStateException when there are too many traces
   */
  public synchronized String begin(String filter) throws IOException {
    TraceFilter wanted = TraceFilter.parse(filter);
    if (running.size() >= MOST) {
      throw new IllegalStateException(
          MOST + " traces run already, and there can be no more: end one of them");
    }
    all = this::take;
    TraceWriter writer = TraceWriter.create();
    Trace trace = new Trace(wanted, writer, dropped, running::remove);
    running.add(trace);
    trace.start();
    return writer.path();
  }

  /** Takes each close; null when nobody listens. */
  public Consumer<SettledClose> listener() {
    return running.isEmpty() ? null : all;
  }

  private void take(SettledClose close) {
    long now = System.nanoTime();
    for (Trace trace : running) {
      trace.take(close, now);
    }
  }

  /** Ends all traces; their threads end soon after it. */
  public void end() {
    for (Trace trace : running) {
      trace.stop();
    }
  }
}
