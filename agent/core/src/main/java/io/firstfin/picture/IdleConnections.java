package io.firstfin.picture;

import java.util.Collections;
import java.util.List;

/**
 * This JVM's connections in ESTABLISHED on which no data has moved for more than a minute, in
 * either direction.
 */
public final class IdleConnections {
  /** When nothing is known. */
  public static final IdleConnections UNKNOWN =
      new IdleConnections(-1, -1, Collections.<IdleGroup>emptyList());

  /** This JVM's connections in ESTABLISHED; -1 when unknown. */
  public final int established;

  /** Those of {@link #established} that are idle; -1 when unknown. */
  public final int idle;

  /** By the line that opened them and by remote end, the largest first. */
  public final List<IdleGroup> groups;

  public IdleConnections(int established, int idle, List<IdleGroup> groups) {
    this.established = established;
    this.idle = idle;
    this.groups = Copies.of(groups);
  }

  /** Whether the kernel was asked when data last moved. */
  public boolean isKnown() {
    return idle >= 0;
  }
}
