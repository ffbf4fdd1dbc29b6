package io.firstfin.picture;

import io.firstfin.vocabulary.TcpState;
import java.util.Collections;
import java.util.Map;

/** What the kernel's socket tables held when they were last read. */
public final class KernelView {
  /** When nothing is known. */
  public static final KernelView UNKNOWN =
      new KernelView(
          "",
          Double.NaN,
          Collections.<TcpState, Integer>emptyMap(),
          Collections.<TcpState, Integer>emptyMap());

  /** {@code sock_diag}, {@code procfs}, {@code sockstat} (the quick count only) or {@code off}. */
  public final String source;

  /** How long the read took, milliseconds. */
  public final double millis;

  /**
   * Sockets of the process's network namespace by state. A state without an entry is unknown; it is
   * never taken to be zero.
   */
  public final Map<TcpState, Integer> states;

  /** The part of {@link #states} that belongs to this JVM, under the same rule. */
  public final Map<TcpState, Integer> statesOfThisJvm;

  public KernelView(
      String source,
      double millis,
      Map<TcpState, Integer> states,
      Map<TcpState, Integer> statesOfThisJvm) {
    this.source = source;
    this.millis = millis;
    this.states = Copies.of(states);
    this.statesOfThisJvm = Copies.of(statesOfThisJvm);
  }
}
