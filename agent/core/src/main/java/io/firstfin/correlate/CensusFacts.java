package io.firstfin.correlate;

import io.firstfin.kernel.PortSettings;
import io.firstfin.vocabulary.TcpCounter;
import java.util.Map;

/** What the agent's thread knows of one look at the kernel, for the picture. Immutable. */
public final class CensusFacts {
  /** {@code sock_diag}, {@code procfs}, {@code gate} or {@code off}. */
  public final String source;

  /** Duration of the look, milliseconds. */
  public final double millis;

  /** Whether the socket tables were read, and whole. */
  public final boolean whole;

  /** Whether this process's descriptors were known, so that live sockets have an owner. */
  public final boolean ownersKnown;

  /** Sockets in TIME_WAIT by the gate's cheap count; -1 unknown, or the tables were read whole. */
  public final int timeWaitOfGate;

  public final PortSettings ports;

  /** The namespace's counters; null when they were not read. */
  public final Map<TcpCounter, Long> counters;

  public CensusFacts(
      String source,
      double millis,
      boolean whole,
      boolean ownersKnown,
      int timeWaitOfGate,
      PortSettings ports,
      Map<TcpCounter, Long> counters) {
    this.source = source;
    this.millis = millis;
    this.whole = whole;
    this.ownersKnown = ownersKnown;
    this.timeWaitOfGate = timeWaitOfGate;
    this.ports = ports;
    this.counters = counters;
  }
}
