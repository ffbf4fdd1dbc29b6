package io.firstfin.picture;

import java.util.Collections;
import java.util.List;

/** This JVM's TCP sockets that hold a descriptor, in any state, by the lines that opened them. */
public final class HeldSockets {
  /** When nothing is known. */
  public static final HeldSockets UNKNOWN =
      new HeldSockets(-1, -1, Collections.<OpenerCount>emptyList());

  /** All of them but those without a connection; -1 when unknown. */
  public final int count;

  /** Those of {@link #count} that this JVM connected as a client; -1 when unknown. */
  public final int clients;

  /**
   * The lines that opened them, the heaviest first; at most as many as option {@code top}. What is
   * missing from {@link #count} was opened elsewhere, or its opener is not known.
   */
  public final List<OpenerCount> openers;

  public HeldSockets(int count, int clients, List<OpenerCount> openers) {
    this.count = count;
    this.clients = clients;
    this.openers = Copies.of(openers);
  }
}
