package io.firstfin.library;

import java.util.Locale;

/** What a method in a stack tells, because it is in the stack of nothing else. */
public enum StackKind {
  /** Closes a client with all its connections. */
  CLIENT_ENDS,

  /**
   * Closes all that a client's pool has, because the application asks for it; whoever makes a
   * client for each call does so before giving it up.
   */
  POOL_EMPTIED,

  /** Closes what is idle in a pool. */
  POOL_CLOSES,

  /** Opens a connection for a pool. */
  POOL_OPENS;

  /** As files have it: {@code client-ends}. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
